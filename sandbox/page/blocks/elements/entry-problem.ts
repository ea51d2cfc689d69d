import type { Element } from "../../../slack/block.ts";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Why Slack's form would not send these words; null where it would. Whether they may be missing is asked elsewhere. */
export function entryProblem(element: Element, text: string): string | null {
  if (text === "") return null;
  const { min_length: min = 0, max_length: max = 3000 } = element;
  if (text.length < min) return `Please use at least ${counted(min)}.`;
  if (text.length > max) return `Please use at most ${counted(max)}.`;
  if (element.type === "email_text_input" && !EMAIL.test(text)) return "This is not an email address.";
  if (element.type === "url_text_input" && !URL.canParse(text)) return "This is not a URL.";
  return element.type === "number_input" ? numberProblem(element, text) : null;
}

function numberProblem(element: Element, text: string): string | null {
  if (!NUMBER.test(text)) return "This is not a number.";
  const number = Number(text);
  if (element.is_decimal_allowed !== true && !Number.isInteger(number)) return "Please enter a whole number.";
  const { min_value: min, max_value: max } = element;
  if (min !== undefined && number < Number(min)) return `Please enter ${min} or more.`;
  if (max !== undefined && number > Number(max)) return `Please enter ${max} or less.`;
  return null;
}

function counted(characters: number): string {
  return `${characters} character${characters === 1 ? "" : "s"}`;
}

/** How many characters are left where the end is near; null where it is not, or there is none worth telling. */
export function charactersLeft(element: Element, text: string): number | null {
  const { max_length: max } = element;
  if (max === undefined) return null;
  const left = max - text.length;
  return left <= Math.max(20, Math.floor(max / 10)) ? left : null;
}
