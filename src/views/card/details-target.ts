import type { KnownBlock } from "@slack/types";
import {
  type IngressChanges,
  type IngressFields,
  isUnread,
  type SessionTarget,
  type Target,
  type UnreadTarget,
} from "../../operations/target.ts";
import { code, shown } from "../operation-words.ts";
import { preformatted } from "../preformatted.ts";
import { escapeText, mrkdwn, slackDate } from "../text.ts";
import { certificateWords } from "./changes-words.ts";
import { version } from "./report-words.ts";
import { urlList } from "./url-list.ts";

// A section takes 3000; escaped, foreign text can grow fivefold.
const LONGEST_LIST = 2500;
const MOST_URLS = 12;

/** What was reviewed, none of it cut: an approver answers for every character of it. */
export function detailsTarget(target: Target): KnownBlock[] {
  if (isUnread(target)) return unreadBlocks(target);
  if (target.type === "session") return sessionBlocks(target);
  if (target.type === "new-ingress") return fieldBlocks(target.fields, {});
  return [
    section(`Ingress ${code(target.ingress.ingressId)}`),
    ...fieldBlocks(target.ingress, target.changes),
  ];
}

/** Of what was never reviewed, be it there or not: what the form had, and nothing that looks like more. */
function unreadBlocks(target: UnreadTarget): KnownBlock[] {
  const unread = "It was never reviewed: this is what its form had.";
  if (target.type === "unread-session") {
    return [section(`Session ${code(target.sessionId)}, ${shown(target.name, 60)}`), section(unread)];
  }
  const head = [section(`Ingress ${code(target.ingressId)}, ${shown(target.domain, 253)}`), section(unread)];
  if (!target.typed) return head;
  const { description, metadata, certificate } = target.typed;
  return [
    ...head,
    section(`Certificate, as typed: ${certificateWords(certificate)}`),
    ...textBlocks("Description, as typed", description),
    ...textBlocks("Metadata, as typed", metadata),
  ];
}

function sessionBlocks({ session, serves }: SessionTarget): KnownBlock[] {
  const urls = serves.map(
    ({ url, survives }) => `${escapeText(url)}${survives ? " (served by others too)" : ""}`,
  );
  return [
    section(`Session ${code(session.sessionId)}`),
    section(
      `Agent ${version(session.agentVersion)}, ${shown(session.os, 40) || "unknown system"}, ${shown(session.transport, 40)}`,
    ),
    section(
      `${shown(session.ip, 60)} ${shown(session.region, 40)}, online since ${slackDate(session.startedAt, "date-time")}`,
    ),
    section(session.credentialId ? `Credential ${code(session.credentialId)}` : "Credential not named"),
    ...textBlocks("Metadata", session.metadata),
    section(
      urls.length === 0
        ? "It serves no URL."
        : urlList("Serves", urls, { max: LONGEST_LIST, most: MOST_URLS }),
    ),
  ];
}

function fieldBlocks(fields: IngressFields, changes: IngressChanges): KnownBlock[] {
  const { certificate } = changes;
  const now = certificateWords(fields.certificate);
  return [
    section(`Domain ${shown(fields.domain, 253)}`),
    section(`Certificate: ${certificate ? `${now} → ${certificateWords(certificate)}` : now}`),
    ...changedBlocks("Description", fields.description, changes.description),
    ...changedBlocks("Metadata", fields.metadata, changes.metadata),
  ];
}

function changedBlocks(label: string, before: string, after: string | undefined): KnownBlock[] {
  if (after === undefined) return textBlocks(label, before);
  return [...textBlocks(`${label}, now`, before), ...textBlocks(`${label}, new`, after)];
}

/** In as many blocks as it needs, with its own line ends and spaces. */
function textBlocks(label: string, text: string): KnownBlock[] {
  const blocks = preformatted(text);
  return blocks.length === 0 ? [section(`${label}: none`)] : [section(`${label}:`), ...blocks];
}

function section(text: string): KnownBlock {
  return { type: "section", text: mrkdwn(text.trim()) };
}
