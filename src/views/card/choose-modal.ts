import type { PlainTextOption, SectionBlock } from "@slack/types";
import { modals } from "../../ids.ts";
import type { Candidate, Operation } from "../../operations/operation.ts";
import { limits } from "../limits.ts";
import type { Modal } from "../message.ts";
import { code, inBlocks, linesThatFit, shown } from "../operation-words.ts";
import { clean, cut, escapeText, mrkdwn, plain, slackDate, utc } from "../text.ts";
import { cardWords } from "./card-words.ts";
import { version } from "./report-words.ts";

export const chooseBlock = "chosen-session";

// Slack takes no more radio buttons; a select takes 100.
const MOST_RADIOS = 10;
const MOST_SECTIONS = 40;
const MOST_URLS = 3;

/** The choice by id, then the candidates, each with what tells it from the others. */
export function chooseModal(operation: Operation): Modal {
  const { problem } = operation;
  const candidates = problem?.code === "ambiguous" ? problem.candidates : [];
  const choices = candidates.filter(({ sessionId }) => sessionId.length <= limits.optionValue);
  const options = choices.slice(0, limits.selectOptions).map(option);
  const left = candidates.length - Math.min(options.length, MOST_SECTIONS);
  return {
    type: "modal",
    callback_id: modals.choose,
    private_metadata: operation.id,
    title: plain("Choose the session"),
    submit: plain("Choose"),
    close: plain("Back"),
    blocks: [
      { type: "section", text: mrkdwn(`*${cardWords(operation, inBlocks).title}*`) },
      {
        type: "input",
        block_id: chooseBlock,
        label: plain("Session"),
        element:
          options.length <= MOST_RADIOS
            ? { type: "radio_buttons", action_id: chooseBlock, options }
            : { type: "static_select", action_id: chooseBlock, options },
      },
      ...choices.slice(0, MOST_SECTIONS).map(section),
      ...(left > 0 ? [{ type: "section" as const, text: mrkdwn(`and ${left} more`) }] : []),
    ],
  };
}

function option(candidate: Candidate): PlainTextOption {
  const since = utc(candidate.startedAt, "date-time");
  const about = `${clean(candidate.agentVersion)} · ${clean(candidate.ip)} · since ${since}`;
  return {
    text: plain(clean(candidate.sessionId)),
    description: plain(cut(about, limits.optionDescription)),
    value: candidate.sessionId,
  };
}

function section(candidate: Candidate): SectionBlock {
  const { sessionId, agentVersion, ip, region, startedAt, urls } = candidate;
  const facts = [version(agentVersion), shown(ip, 45), shown(region, 20)].filter((fact) => fact !== "");
  const serves =
    urls.length === 0 ? "serves nothing" : linesThatFit(urls.map(escapeText), { max: 1500, most: MOST_URLS });
  return {
    type: "section",
    text: mrkdwn(
      `${code(sessionId)}\n${facts.join(" · ")} · since ${slackDate(startedAt, "date-time")}\n${serves}`,
    ),
  };
}
