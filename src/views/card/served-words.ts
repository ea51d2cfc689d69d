import type { ServedUrl } from "../../operations/target.ts";
import { count, listThatFits, oneLine } from "../operation-words.ts";
import { clean } from "../text.ts";

/** What a person must know before a session goes: how many URLs go down with it. */
export function goesDown(serves: readonly ServedUrl[]): string {
  const down = serves.filter((served) => !served.survives).length;
  if (serves.length === 0) return "It serves no URL";
  if (down === 0) return `Its ${count(serves.length, "URL")} ${are(serves.length)} served by others too`;
  if (down === serves.length) return `${count(down, "URL")} ${down === 1 ? "goes" : "go"} down`;
  return `${down} of ${count(serves.length, "URL")} ${down === 1 ? "goes" : "go"} down`;
}

/** The same with the URLs' names, as plain text that fits a confirmation. */
export function namesGoingDown(serves: readonly ServedUrl[], max: number): string {
  const down = serves.filter((served) => !served.survives).map((served) => hostOf(served.url));
  if (down.length === 0) return `${goesDown(serves)}.`;
  return `${down.length === 1 ? "Goes" : "Go"} down: ${listThatFits(down, max)}.`;
}

function hostOf(url: string): string {
  return clean(oneLine(url)).replace(/^https?:\/\//, "");
}

function are(number: number): string {
  return number === 1 ? "is" : "are";
}
