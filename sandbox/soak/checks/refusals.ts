import type { Violation } from "../../evidence/evidence.ts";
import { kindOfRefusal, refusalsIn, rolesWanted, type Told } from "../refusals.ts";
import type { SoakCheck, SoakEvidence } from "../soak-evidence.ts";
import { stoodStill } from "../stalls.ts";

/** As long as a lookup takes to fail, and the bot then asks no more; for Home, which nobody waits for, longer. */
const CALL_LASTS_MS = 10_000;
const RESTS_MS = { message: 20_000, window: 20_000, home: 60_000 };
/** What the answer is waited for. A lookup is given up by the client of Slack after longer than this. */
const WAITED_MS = { message: 1_000, window: 1_000, home: 5_000 };
const GIVEN_UP_MS = 5_000;
/** A line of the log is read a moment after it was written, in real time. */
const HEARD_MS = 1_000;
const ORDER_DOUBT_MS = 1_000;

/**
 * People are told that all is frozen only while it is; that it is not known who they are only where Slack failed a
 * lookup about them a little while before; and never that they lack a role which they have.
 */
export const checkRefusals: SoakCheck = (evidence) =>
  refusalsIn(evidence).flatMap((told) => {
    switch (kindOfRefusal(told)) {
      case "frozen":
        return isFrozen(evidence, told) ? [] : [violation(told, "while nothing was frozen")];
      case "unknown":
        return isLookupTroubled(evidence, told) ? [] : [violation(told, "after no lookup that failed")];
      case "lacking":
        return hasOneOf(evidence, told) ? [violation(told, "who has that role")] : [];
      // What no weather brings.
      case "until-mended":
        return [violation(told, "though there is nothing to mend")];
      default:
        return [];
    }
  });

function isFrozen({ run, rate, stalls }: SoakEvidence, { at }: Told): boolean {
  const sinceMs = at.getTime() - HEARD_MS * rate;
  const isInForce = run.record.freezes.some(
    (freeze) => freeze.at <= at && (freeze.liftedAt === null || freeze.liftedAt.getTime() >= sinceMs),
  );
  return isInForce || stoodStill(stalls, sinceMs, at.getTime());
}

function hasOneOf({ roles }: SoakEvidence, told: Told): boolean {
  // No list names viewers: whoever is in the workspace is one.
  return rolesWanted(told).some((name) => {
    const holders = roles[name as keyof SoakEvidence["roles"]];
    return holders === undefined || holders.includes(told.userId);
  });
}

/** Whether Slack failed to tell who this person is, or who is in a user group, or its answer came late. */
function isLookupTroubled(evidence: SoakEvidence, told: Told): boolean {
  const { slackCalls, slackAway, slowLookups, stalls, rate } = evidence;
  const toMs = told.at.getTime() + ORDER_DOUBT_MS;
  const heardMs = told.at.getTime() - HEARD_MS * rate;
  const fromMs = heardMs - CALL_LASTS_MS - RESTS_MS[told.where];
  const isAbout = (method: string, userId: unknown) =>
    method === "usergroups.users.list" || (method === "users.info" && userId === told.userId);
  const hasFailed = slackCalls.some(
    ({ method, args, fault, at }) =>
      fault !== null && isAbout(method, args.user) && at.getTime() >= fromMs && at.getTime() <= toMs,
  );
  const isAway = slackAway.some((span) => span.from.getTime() <= toMs && span.to.getTime() >= fromMs);
  const waitedMs = heardMs - WAITED_MS[told.where] - ORDER_DOUBT_MS;
  const wasLate = slowLookups.some((one) => {
    const isGivenUp = one.toMs - one.fromMs >= GIVEN_UP_MS;
    return (
      isAbout(one.method, one.userId) && one.fromMs <= toMs && one.toMs >= (isGivenUp ? fromMs : waitedMs)
    );
  });
  return hasFailed || isAway || wasLate || stoodStill(stalls, waitedMs, toMs);
}

function violation({ userId, at, where, words }: Told, why: string): Violation {
  return {
    promise: "refusals are true",
    operationId: null,
    words: `${userId} at ${at.toISOString()} in a ${where}, ${why}: ${words}`,
  };
}
