import type { KnownBlock } from "@slack/types";
import { commandName } from "../../ids.ts";
import type { TunnelSession } from "../../ngrok/tunnel-sessions.ts";
import { sessionSnapshot } from "../../operations/snapshots.ts";
import { count, listThatFits, shown } from "../operation-words.ts";
import { sessionLimits } from "../session-limits.ts";
import { compareVersions } from "./compare-versions.ts";
import type { Seen } from "./home-data.ts";
import { line } from "./home-lines.ts";
import { seenBlocks } from "./home-seen.ts";

const LONGEST_PART = 40;
const REGIONS_LENGTH = 120;
// The newest ones, and the oldest, which are those to be updated.
const NEWEST = 8;
const OLDEST = 4;

/** How many are online, by version and region. */
export function homeSessions(seen: Seen<readonly TunnelSession[]>): KnownBlock[] {
  return seenBlocks("Sessions", seen, (sessions) => [line(sessionsText(sessions))]);
}

function sessionsText(sessions: readonly TunnelSession[]): string {
  if (sessions.length === 0) return "*Sessions*\nNone is online.";
  const kinds = Map.groupBy(sessions, kindOf);
  const agents = byVersion(kinds.get("agent") ?? []);
  return [
    `*${count(sessions.length, "session")} online*`,
    ...cutLines(agents.map((group, index) => versionLine(group, index === 0 && agents.length > 1))),
    ...others("Perhaps built with an ngrok SDK, whose version this is:", kinds.get("sdk") ?? []),
    ...others("Without a version:", kinds.get("unknown") ?? []),
    ...others("SSH, without an agent:", kinds.get("ssh") ?? []),
  ].join("\n");
}

type Kind = "agent" | "sdk" | "ssh" | "unknown";

function kindOf(session: TunnelSession): Kind {
  const limits = sessionLimits(sessionSnapshot(session));
  if (limits.update !== null) return "ssh";
  if (session.agentVersion === "") return "unknown";
  return limits.hint === null ? "agent" : "sdk";
}

interface VersionGroup {
  version: string;
  sessions: TunnelSession[];
}

/** Newest first. */
function byVersion(sessions: readonly TunnelSession[]): VersionGroup[] {
  return [...Map.groupBy(sessions, ({ agentVersion }) => agentVersion)]
    .map(([version, group]) => ({ version, sessions: group }))
    .sort((a, b) => compareVersions(b.version, a.version));
}

function versionLine({ version, sessions }: VersionGroup, isNewest: boolean): string {
  const name = version === "" ? "" : `*${shown(version, LONGEST_PART)}* · `;
  return `• ${name}${count(sessions.length, "session")}: ${regionsOf(sessions)}${isNewest ? " · the newest online" : ""}`;
}

function regionsOf(sessions: readonly TunnelSession[]): string {
  const groups = [...Map.groupBy(sessions, ({ region }) => region)].sort(
    ([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1),
  );
  const words = groups.map(
    ([region, { length }]) => `${shown(region, LONGEST_PART) || "region unknown"} ${length}`,
  );
  return listThatFits(words, REGIONS_LENGTH);
}

function others(title: string, sessions: readonly TunnelSession[]): string[] {
  if (sessions.length === 0) return [];
  return [title, ...cutLines(byVersion(sessions).map((group) => versionLine(group, false)))];
}

function cutLines(lines: readonly string[]): string[] {
  const cut = lines.length - NEWEST - OLDEST;
  if (cut <= 1) return [...lines];
  const more = `and ${cut} more versions between: \`${commandName} sessions\``;
  return [...lines.slice(0, NEWEST), more, ...lines.slice(-OLDEST)];
}
