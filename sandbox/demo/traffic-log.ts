import type { Clock } from "../../src/clock.ts";
import type { Observe, Outcome, Saying } from "../observe.ts";
import { blank } from "./blank.ts";
import type { TrafficBodies, TrafficEntry } from "./entries.ts";

const KEPT = 500;
const LONGEST = 20_000;
/** Shorter ones would blank half of what is read; none of the sandbox's is. */
const SHORTEST_SECRET = 8;

export interface TrafficLog {
  observe: Observe;
  /** A line of the bot's own log, where it warns or worse. */
  botSaid(line: string): void;
  /** Oldest first, without their bodies. */
  entries(): Iterable<TrafficEntry>;
  /** Null where it is not kept any more, or never was. */
  bodies(number: number): TrafficBodies | null;
  /** Forgets all; the numbers go on. */
  clear(): void;
}

/** The newest things said between Slack, bot and ngrok; no secret ever gets into it. */
export function createTrafficLog(options: {
  clock: Clock;
  /** Of whatever shape; read each time, as they are known only once the sandbox stands. */
  secrets: () => readonly string[];
  kept?: number;
}): TrafficLog {
  const { clock, secrets, kept = KEPT } = options;
  const entries = new Map<number, TrafficEntry>();
  const bodies = new Map<number, TrafficBodies>();
  let count = 0;

  const add = (entry: Omit<TrafficEntry, "number" | "at">, request: string | null) => {
    count += 1;
    entries.set(count, { number: count, at: clock.now().toISOString(), ...entry });
    bodies.set(count, { request, response: null });
    entries.delete(count - kept);
    bodies.delete(count - kept);
    return count;
  };

  const observe: Observe = ({ from, to, what, body, credential }: Saying) => {
    const own = (credential ?? "").replace(/^bearer\s+/i, "");
    const known = () => [...secrets(), own].filter((secret) => secret.length >= SHORTEST_SECRET);
    const began = clock.monotonicMs();
    const open = { result: null, failed: false, durationMs: null, fault: null };
    const number = add({ from, to, what: blank(what, known()), ...open }, shown(body, known()));
    return (outcome: Outcome) => {
      const entry = entries.get(number);
      if (!entry || entry.result !== null) return;
      const { failed, fault = null } = outcome;
      const durationMs = Math.round(clock.monotonicMs() - began);
      const result = blank(outcome.result, known());
      entries.set(number, { ...entry, result, failed, fault, durationMs });
      const request = bodies.get(number)?.request ?? null;
      bodies.set(number, { request, response: shown(outcome.body, known()) });
    };
  };

  return {
    observe,
    botSaid: (line) => {
      const said = parseLine(line);
      if (!said) return;
      const what = blank(said.msg, secrets());
      const known = {
        from: "bot",
        to: "bot",
        what,
        result: said.level,
        durationMs: null,
        fault: null,
      } as const;
      add({ ...known, failed: said.level !== "warn" }, shown(said, secrets()));
    },
    entries: () => entries.values(),
    bodies: (number) => bodies.get(number) ?? null,
    clear: () => {
      entries.clear();
      bodies.clear();
    },
  };
}

/** As people read it: JSON on many lines, blanked, and cut where it is endless. */
function shown(body: unknown, secrets: readonly string[]): string | null {
  if (body === undefined || body === "") return null;
  const text = blank(pretty(body), secrets);
  const over = text.length - LONGEST;
  if (over <= 0) return text;
  return `${text.slice(0, LONGEST)}\n… and ${over.toLocaleString("en")} more characters, which are not kept.`;
}

function pretty(body: unknown): string {
  if (typeof body !== "string") return JSON.stringify(body, null, 2);
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function parseLine(line: string): { level: string; msg: string } | null {
  try {
    const parsed = JSON.parse(line) as { level?: unknown; msg?: unknown };
    const { level, msg } = parsed;
    if (typeof level !== "string" || !["warn", "error", "fatal"].includes(level)) return null;
    return { ...parsed, level, msg: String(msg) };
  } catch {
    // Node itself, and what ends the process before it logs, write as they like.
    return { level: "warn", msg: line };
  }
}
