import type { PlainTextOption } from "@slack/types";
import { limits } from "./limits.ts";
import { cut, plain } from "./text.ts";

/** The value of an option that only says something; picking it picks nothing. */
export const problemValue = "problem";

/** Slack shows no words beside the options of a menu, so that one of them says it. */
export function problemOption(words: string): PlainTextOption {
  if (words.length <= limits.optionText) return { text: plain(words), value: problemValue };
  const { first, rest } = parted(words);
  return {
    text: plain(first),
    description: plain(cut(rest, limits.optionDescription)),
    value: problemValue,
  };
}

/** After a sentence; one that is too long for that goes on after … at a word. */
function parted(words: string): { first: string; rest: string } {
  const sentences = words.slice(0, limits.optionText + 1).match(/^.*[.!?](?=\s)/s)?.[0];
  if (sentences) return { first: sentences, rest: words.slice(sentences.length).trimStart() };
  const most = limits.optionText - 1;
  const space = words.lastIndexOf(" ", most);
  const end = space > 0 ? space : most;
  return { first: `${words.slice(0, end)}…`, rest: `…${words.slice(end).trimStart()}` };
}

/** Instead of sessions, while ngrok is slow. */
export function slowOption(): PlainTextOption {
  return problemOption("ngrok has not answered yet: type another letter");
}

/** After as many sessions as a menu takes. */
export function moreOption(left: number): PlainTextOption {
  return problemOption(`and ${left} more: type more of it`);
}
