import type { HomeView, KnownBlock } from "@slack/types";
import { settingText } from "../denial.ts";
import { frozenLine } from "../freeze-words.ts";
import { count } from "../operation-words.ts";
import { plain, slackDate } from "../text.ts";
import { homeButtons } from "./home-buttons.ts";
import type { HomeData, Seen } from "./home-data.ts";
import { homeIngresses } from "./home-ingresses.ts";
import { line, smallLine } from "./home-lines.ts";
import { homeOperations } from "./home-operations.ts";
import { homeSessions } from "./home-sessions.ts";

/** The bot's Home tab, for one person. */
export function homeView(data: HomeData): HomeView {
  const divider: KnownBlock = { type: "divider" };
  return {
    type: "home",
    blocks: [
      { type: "header", text: plain(summary(data)) },
      smallLine(asOf(data)),
      ...(data.freeze ? [line(frozenLine(data.freeze))] : []),
      ...(data.missing.length > 0 ? [line(missingText(data))] : []),
      ...homeOperations(data),
      divider,
      ...homeSessions(data.sessions),
      divider,
      ...homeIngresses(data.ingresses),
      divider,
      ...homeButtons(data.note),
    ],
  };
}

const EPOCH = new Date(0);

/** Equal for two drawings that differ in nothing but when they were made and when ngrok was asked. */
export function homeFingerprint(data: HomeData): string {
  const sessions = undated(data.sessions);
  const ingresses = undated(data.ingresses);
  return JSON.stringify(homeView({ ...data, drawnAt: EPOCH, sessions, ingresses }));
}

function undated<T>(seen: Seen<T>): Seen<T> {
  if (seen.state === "reading") return seen;
  if (seen.state === "read") return { ...seen, at: EPOCH };
  return { ...seen, at: EPOCH, last: seen.last && { ...seen.last, at: EPOCH } };
}

function summary({ open }: HomeData): string {
  if (typeof open === "string") return "What is open could not be read";
  const { mine, attention, running, awaiting } = open;
  const parts = [
    mine.total > 0 ? `${count(mine.total, "change")} ${mine.total === 1 ? "waits" : "wait"} for you` : "",
    attention.total > 0 ? `${attention.total} ${attention.total === 1 ? "needs" : "need"} a person` : "",
    running.total > 0 ? `${running.total} under way` : "",
    awaiting.total > 0 ? `${awaiting.total} ${awaiting.total === 1 ? "waits" : "wait"} for approval` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "Nothing waits, nothing runs" : parts.join(" · ");
}

function asOf({ drawnAt, sessions, ingresses }: HomeData): string {
  const asked = [sessions, ingresses].flatMap((seen) =>
    seen.state === "reading" ? [] : [seen.at.getTime()],
  );
  const ngrok = asked.length === 2 ? `, ngrok as of ${slackDate(new Date(Math.min(...asked)))}` : "";
  return `As of ${slackDate(drawnAt, "date-time")}${ngrok}. Kept up to date for half an hour after you open it.`;
}

function missingText(data: HomeData): string {
  return `*The bot is not configured yet:* nobody may change anything. ${settingText(data)}`;
}
