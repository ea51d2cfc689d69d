import type { Refusal } from "./evidence.ts";

/** What somebody was refused with, as a bot logs it; null for any other line. */
export function loggedRefusal(said: Record<string, unknown>, at: Date): Refusal | null {
  if (said.msg !== "Refused") return null;
  return { at, userId: String(said.userId), words: String(said.said) };
}
