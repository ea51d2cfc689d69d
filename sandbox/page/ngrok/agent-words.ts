import type { AgentEntry } from "../../demo/entries.ts";
import type { Tone } from "../design/badge.tsx";

export const stateWords: Record<AgentEntry["state"], { words: string; tone: Tone }> = {
  online: { words: "Online", tone: "good" },
  leaving: { words: "Leaving", tone: "warn" },
  restarting: { words: "Restarting", tone: "warn" },
  offline: { words: "Offline", tone: "bad" },
  stopped: { words: "Stopped", tone: "neutral" },
};

/** What people call it, and what tells it from another one of that name. */
export function nameOf({ name, device }: AgentEntry): string {
  return device === null || device === name ? name : `${device} (${name})`;
}

export function versionWords({ version, installed, update }: AgentEntry): string {
  const runs = version === "" ? "Tells no version" : `Version ${version}`;
  if (update === "running") return `${runs}, update is running`;
  return installed === version ? runs : `${runs} · ${installed} installed, runs from its restart`;
}

export function placeWords({ os, region }: AgentEntry): string {
  return [os, region]
    .filter(Boolean)
    .map((word) => ` · ${word}`)
    .join("");
}

/** Whether something goes on with it that one would want to see. */
export function isPlainlyOnline({ state, update }: AgentEntry): boolean {
  return state === "online" && update === "none";
}

const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const time = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** In the reader's zone; today's without the day. */
export function momentWords(iso: string, now: number): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date(now).toDateString();
  return isToday ? time.format(at) : `${day.format(at)}, ${time.format(at).slice(0, 5)}`;
}

export function secondsWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
