import type { Check } from "../evidence.ts";
import { eventsOf, isUnfinished, type RecordedEvent } from "../record.ts";

const LAST_MINUTES_MS = 300_000;
/** A bot that has just started needs some time for it as well. */
const TAKING_BACK_MS = 120_000;

/** At the end nothing is half done, and Slack has been told of everything. */
export const checkEnds: Check = ({ record }) =>
  record.operations.flatMap(({ id, state, version, publishedVersion }) => [
    ...(isUnfinished(state)
      ? [{ promise: "nothing left over", operationId: id, words: `it is still ${state}` }]
      : []),
    ...(publishedVersion < version
      ? [
          {
            promise: "nothing left over",
            operationId: id,
            words: `Slack was brought to version ${publishedVersion} of ${version}`,
          },
        ]
      : []),
  ]);

/**
 * A message that Slack is to post later has nothing more to say once all is at its end. In its last five minutes
 * Slack lets nobody take one back.
 */
export const checkScheduled: Check = ({ scheduled, endedAt }) =>
  scheduled
    .filter(({ isOver, postAt }) => !isOver && postAt.getTime() - endedAt.getTime() > LAST_MINUTES_MS)
    .map(({ id, text }) => ({
      promise: "no orphaned notice",
      operationId: null,
      words: `the scheduled message ${id} is still to be posted: ${text}`,
    }));

/** Slack asks once whether the bot is down, and only where it could not be taken back in time. */
export const checkAbsence: Check = ({ unmarked, messages, record }) => {
  const byCard = Map.groupBy(unmarked, ({ cardTs }) => cardTs);
  return [...byCard].flatMap(([cardTs, replies]) => {
    const card = messages.find(({ role, ts }) => role === "card" && ts === cardTs);
    const operationId = card?.operationId ?? null;
    const ended = operationId ? lastEnd(eventsOf(record, operationId)) : undefined;
    const late = replies.filter(
      ({ postedAt }) => ended && postedAt.getTime() - ended.at.getTime() > LAST_MINUTES_MS + TAKING_BACK_MS,
    );
    const promise = "no orphaned notice";
    return [
      ...late.map(({ words }) => ({
        promise,
        operationId,
        words: `Slack posted long after its end: ${words}`,
      })),
      ...replies
        .slice(1)
        .map(({ words }) => ({ promise, operationId, words: `Slack posted once more: ${words}` })),
    ];
  });
};

/** What a person has let go on was not at its end before. */
function lastEnd(events: readonly RecordedEvent[]): RecordedEvent | undefined {
  return events[events.findLastIndex(({ toState }) => isUnfinished(toState)) + 1];
}

/** A process ends when it is killed or told to, and not otherwise. */
export const checkProcesses: Check = ({ unexpectedEnds }) =>
  unexpectedEnds.map((words) => ({ promise: "the process lives", operationId: null, words }));
