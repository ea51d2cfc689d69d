import type { TrafficEntry } from "../../demo/entries.ts";

const names: Record<TrafficEntry["from"], string> = { slack: "Slack", bot: "bot", ngrok: "ngrok" };

export type Peer = "all" | "slack" | "ngrok" | "log";

export function directionWords({ from, to }: TrafficEntry): string {
  return from === to ? "bot’s log" : `${names[from]} → ${names[to]}`;
}

export function durationWords({ durationMs }: TrafficEntry): string {
  // What takes no answer has no duration; a part of a millisecond tells nobody anything.
  if (!durationMs) return "";
  return durationMs < 1000 ? `${durationMs} ms` : `${(durationMs / 1000).toFixed(1)} s`;
}

const time = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

export function timeWords({ at }: TrafficEntry): string {
  return time.format(new Date(at));
}

/** Reads that went well: they come by the dozen and change nothing. */
const LOOKUPS =
  /^(GET |auth\.test|conversations\.(info|members|history|replies)|users\.info|usergroups\.|chat\.scheduledMessages\.list)/;

export function isLookup({ what, failed, fault }: TrafficEntry): boolean {
  return !failed && fault === null && LOOKUPS.test(what);
}

export function isOfPeer({ from, to }: TrafficEntry, peer: Peer): boolean {
  if (peer === "all") return true;
  if (peer === "log") return from === to;
  return from === peer || to === peer;
}
