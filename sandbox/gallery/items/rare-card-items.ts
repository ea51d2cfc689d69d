import type { Operation, Problem } from "../../../src/operations/operation.ts";
import { cardMessage } from "../../../src/views/card/card-message.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { anIngressTarget, anOperation, aRequest, aSessionTarget } from "../samples/an-operation.ts";
import {
  aCallError,
  approved,
  aReport,
  at,
  attention,
  candidates,
  departure,
  timeout,
  urls,
} from "../samples/card-parts.ts";

const draw = drawer("Cards: seldom", "views/card/card-message.ts", cardMessage);
const card = (name: string, overrides: Partial<Operation>) =>
  draw(name, anOperation(overrides), { approverPing: [] });

const oneUrl = urls.slice(0, 1);

/** Words that few operations ever get. */
export function rareCardItems(): GalleryItem[] {
  return [...plans(), ...changed(), ...needy(), ...resolved()];
}

function plans(): GalleryItem[] {
  const edits = (name: string, description: string) =>
    card(name, { kind: "ingress-edit", target: anIngressTarget({}, { description }) });
  const serves = (all: [string, boolean][]) =>
    aSessionTarget({}, { serves: all.map(([url, survives]) => ({ url, survives })) });
  return [
    card("one URL goes down", { target: serves([["https://a.example.com", false]]) }),
    card("one of two URLs goes down", {
      target: serves([
        ["https://a.example.com", false],
        ["https://b.example.com", true],
      ]),
    }),
    card("both URLs stay", {
      target: serves([
        ["https://a.example.com", true],
        ["https://b.example.com", true],
      ]),
    }),
    card("create with long metadata", {
      kind: "ingress-create",
      target: {
        type: "new-ingress",
        fields: {
          domain: "edge.example.com",
          description: "",
          metadata: "site ".repeat(40),
          certificate: "rsa",
        },
      },
    }),
    card("edit of nothing", { kind: "ingress-edit", target: anIngressTarget() }),
    edits("edit to spaces", "   "),
    edits("edit to signs that take room", "&<>".repeat(30)),
    card("expired at no known time", { state: "expired", expiresAt: null, endedAt: at(900) }),
  ];
}

function changed(): GalleryItem[] {
  const found = (target: Operation["target"]) => ({ supersession: { at: at(900), found: target } });
  const ended = { state: "superseded", ...approved, endedAt: at(900) } as const;
  const unread = aRequest({ kind: "ingress-edit" }).target;
  return [
    card("superseded after its approval", { ...ended, ...found(aSessionTarget({ agentVersion: "3.22.1" })) }),
    card("superseded, identity changed too", {
      ...ended,
      ...found(aSessionTarget({ credentialId: null, os: "windows", metadata: "{}" })),
    }),
    card("superseded before its approval, identity changed", {
      ...ended,
      approval: null,
      ...found(aSessionTarget({ os: "windows" })),
    }),
    card("superseded, all of it changed", {
      ...ended,
      ...found(aSessionTarget({ agentVersion: "3.22.1", metadata: "{}" })),
    }),
    card("superseded, only the domain differs", {
      ...ended,
      kind: "ingress-edit",
      target: unread,
      ...found(anIngressTarget({ domain: "north.example.com" })),
    }),
    card("superseded, only the id differs", { ...ended, kind: "ingress-edit", ...found(anIngressTarget()) }),
  ];
}

function needy(): GalleryItem[] {
  const needs = (name: string, problem: Problem, overrides: Partial<Operation> = {}) =>
    card(name, { state: "needs-attention", ...approved, attention, departure, problem, ...overrides });
  const unknown = (call: "update" | "restart" | "stop", error = timeout): Problem => ({
    code: "call-unknown",
    call,
    error,
  });
  const late = (hours: number): Problem => ({
    code: "too-late",
    call: "restart",
    dueAt: at(165),
    foundAt: at(165 + hours * 3600),
    because: "bot-down",
  });
  const missing = { ...aReport, backUrls: [], missingUrls: oneUrl };
  return [
    needs("update-only, not known", unknown("update"), {
      departure: null,
      schedule: { when: "update-only", chosenAt: null },
    }),
    needs("update, not known by ngrok's own word", unknown("update", aCallError({ code: "ERR_NGROK_810" })), {
      departure: null,
    }),
    needs("restarted, not seen since", unknown("restart"), { kind: "session-restart" }),
    needs("stopped, not seen since", unknown("stop"), { kind: "session-stop" }),
    needs("late by 3 h", late(3)),
    needs("late by 2 h 30 min", late(2.5)),
    needs("not back, one URL", { code: "not-back" }, { departure: { ...departure, urls: oneUrl } }),
    needs("not back, no URL", { code: "not-back" }, { departure: { ...departure, urls: [] } }),
    needs("same version, no report", { code: "same-version" }),
    needs("its URL missing", { code: "endpoints-missing" }, { report: missing }),
    needs("both URLs missing", { code: "endpoints-missing" }, { report: { ...missing, missingUrls: urls } }),
    needs("URLs missing, no report", { code: "endpoints-missing" }),
    needs("still online after a restart", { code: "still-online" }, { kind: "session-restart" }),
    ...(["restart-now", "restart-at", "restart-anyway"] as const).map((how) =>
      card(`resumed: ${how}`, {
        state: "waiting",
        ...approved,
        resumption: { by: "U0APPROVER", at: at(2800), how, until: at(2800) },
        runAt: at(2800),
      }),
    ),
    card("updated, and cannot be restarted from afar", {
      state: "failed",
      ...approved,
      updateAcceptedAt: at(135),
      endedAt: at(140),
      problem: {
        code: "call-refused",
        call: "restart",
        error: aCallError({ code: "ERR_NGROK_804", message: "remote restart is disabled" }),
      },
    }),
    card("no problem known", { state: "needs-attention", ...approved, attention, problem: null }),
  ];
}

function resolved(): GalleryItem[] {
  const noted = (name: string, problem: Problem, overrides: Partial<Operation> = {}) =>
    card(name, {
      state: "resolved",
      ...approved,
      endedAt: at(900),
      problem,
      resolution: { by: "U0APPROVER", at: at(900), how: "noted", note: "Went there, plugged it in." },
      ...overrides,
    });
  return [
    noted("resolved: URLs missing", { code: "endpoints-missing" }, { report: aReport }),
    ...[
      { backUrls: [], missingUrls: oneUrl },
      { backUrls: [], missingUrls: urls },
      { backUrls: oneUrl, missingUrls: urls.slice(1) },
    ].map((back) =>
      noted(
        `resolved: ${back.missingUrls.length} missing, ${back.backUrls.length} back`,
        { code: "endpoints-missing" },
        { report: { ...aReport, ...back } },
      ),
    ),
    noted("resolved: still online", { code: "still-online" }, { kind: "session-stop" }),
    noted("resolved: no candidate", { code: "ambiguous", candidates: [] }),
    noted("resolved: one candidate", { code: "ambiguous", candidates: candidates.slice(0, 1) }),
    noted("resolved: not known", { code: "call-unknown", call: "restart", error: timeout }),
    noted(
      "left, updated already",
      { code: "too-late", call: "restart", dueAt: at(165), foundAt: at(2700), because: "bot-down" },
      {
        updateAcceptedAt: at(135),
        resolution: { by: "U0APPROVER", at: at(900), how: "left", note: "" },
      },
    ),
  ];
}
