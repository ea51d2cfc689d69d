import type { PlainTextOption } from "@slack/types";
import { limits } from "./limits.ts";
import { cut, plain } from "./text.ts";

/** The value of an option that only says something; picking it picks nothing. */
export const problemValue = "problem";

/** Slack shows no words beside the options of a menu, so that one of them says it. */
export function problemOption(words: string): PlainTextOption {
  return {
    text: plain(cut(words, limits.optionText)),
    value: problemValue,
    ...(words.length > limits.optionText
      ? { description: plain(cut(`…${words.slice(limits.optionText - 1)}`, limits.optionDescription)) }
      : {}),
  };
}
