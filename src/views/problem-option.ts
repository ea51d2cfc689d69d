import type { PlainTextOption } from "@slack/types";
import { limits } from "./limits.ts";
import { cut, plain } from "./text.ts";

/** The value of an option that only says something; picking it picks nothing. */
export const problemValue = "problem";

/** Slack shows no words beside the options of a menu, so that one of them says it. */
export function problemOption(words: string): PlainTextOption {
  if (words.length <= limits.optionText) return { text: plain(words), value: problemValue };
  const space = words.lastIndexOf(" ", limits.optionText);
  const end = space > 0 ? space : limits.optionText;
  return {
    text: plain(words.slice(0, end)),
    description: plain(cut(words.slice(end).trimStart(), limits.optionDescription)),
    value: problemValue,
  };
}

/** Instead of sessions, while ngrok is slow. */
export function slowOption(): PlainTextOption {
  return problemOption("ngrok has not answered yet: type another letter");
}

/** After as many sessions as a menu takes. */
export function moreOption(left: number): PlainTextOption {
  return problemOption(`and ${left} more: type more of it`);
}
