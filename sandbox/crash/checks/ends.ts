import type { Check } from "../evidence.ts";
import { isUnfinished } from "../record.ts";

const LAST_MINUTES_SECONDS = 300;

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
    .filter(({ cancelled, postAt }) => !cancelled && postAt - endedAt.getTime() / 1000 > LAST_MINUTES_SECONDS)
    .map(({ id, text }) => ({
      promise: "no orphaned notice",
      operationId: null,
      words: `the scheduled message ${id} is still to be posted: ${text}`,
    }));

/** A process ends when it is killed or told to, and not otherwise. */
export const checkProcesses: Check = ({ unexpectedEnds }) =>
  unexpectedEnds.map((words) => ({ promise: "the process lives", operationId: null, words }));
