import { count } from "./operation-words.ts";

/** At a field that takes more than ngrok does, which counts bytes: plain text. */
export function tooManyBytes(name: string, used: number, allowed: number): string {
  return `The ${name} takes ${used} bytes; ngrok allows ${allowed}. Shorten it by ${count(used - allowed, "byte")}.`;
}
