import { setTimeout as sleep } from "node:timers/promises";
import type { Message } from "../slack/message-store.ts";
import { markOf } from "./board.ts";
import type { SeenFreeze } from "./ledger.ts";
import type { Random } from "./random.ts";
import type { ErrandDeps } from "./request-form.ts";
import { admin } from "./roster.ts";

/** How often he freezes, and for how long, in real time, as all of people's patience is. */
export interface FreezeRhythm {
  betweenMs: Range;
  lastsMs: Range;
}

interface Range {
  least: number;
  most: number;
}

const TOLD_LIMIT_MS = 2_000;
const PAUSE_MS = 500;
/** So that he outlasts a time in which no bot lives, or none is heard. */
const MOST_TRIES = 120;

const FROZEN = /^\*All changes are frozen\*|It stays as it is\./;
const OVER = /^\*Changes can be made again\.\*|^Nothing is frozen\./;
const CHANNEL = "#fleet";

type AdminDeps = Pick<ErrandDeps, "sandbox" | "clock" | "ledger">;

/**
 * Freezes all changes for a moment now and then, and types each command until he has read what came of it.
 * `leave` resolves when no freeze of his is left.
 */
export function startAdmin(
  deps: AdminDeps,
  random: Random,
  { betweenMs, lastsMs }: FreezeRhythm,
): { leave(): Promise<void> } {
  const leaving = new AbortController();
  const isAwaited = async () => {
    const pauseMs = random.between(betweenMs.least, betweenMs.most);
    await sleep(pauseMs, undefined, { signal: leaving.signal }).catch(() => {});
    return !leaving.signal.aborted;
  };
  const shift = (async () => {
    while (await isAwaited()) await freezeFor(deps, random.between(lastsMs.least, lastsMs.most));
  })();
  return {
    leave: async () => {
      leaving.abort();
      await shift;
    },
  };
}

async function freezeFor(deps: AdminDeps, ms: number): Promise<void> {
  const { clock, ledger, sandbox } = deps;
  const askedAt = clock.now();
  const toldAt = await typeUntilTold(deps, "freeze for a moment", FROZEN);
  const freeze: SeenFreeze | null = toldAt && {
    by: sandbox.slack.person(admin).id,
    askedAt,
    toldAt,
    endAskedAt: null,
  };
  if (freeze) {
    ledger.freezes.push(freeze);
    await sleep(ms);
    freeze.endAskedAt = clock.now();
  }
  // Also where nobody told him: it may hold all the same.
  await typeUntilTold(deps, "unfreeze", OVER);
}

/** When he was told; null, and on the ledger, where nobody did in all that time. */
async function typeUntilTold(deps: AdminDeps, command: string, words: RegExp): Promise<Date | null> {
  const { slack } = deps.sandbox;
  const person = slack.person(admin);
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const from = slack.messages.length;
    const isAnswer = (message: Message) =>
      isForAdmin(message, person.id) && words.test(slack.renderText(message));
    const answer = () => slack.messages.slice(from).find(isAnswer);
    const { kind } = await person.command(CHANNEL, command);
    if (kind === "answered") {
      const told = await slack.waitFor(answer, command, TOLD_LIMIT_MS).catch(() => null);
      if (told) return new Date(Number(told.ts) * 1000);
    }
    await sleep(PAUSE_MS);
  }
  deps.ledger.abandoned.push({ token: "", why: `nobody answered ${command}` });
  return null;
}

/** Cards tell of a freeze as well. */
function isForAdmin(message: Message, adminId: string): boolean {
  const { from, onlyFor, threadTs } = message;
  return from === "bot" && threadTs === null && (onlyFor === null || onlyFor === adminId) && !markOf(message);
}
