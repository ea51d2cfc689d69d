import type { Clock } from "../../src/clock.ts";
import type { Fetch } from "../../src/http-fetch.ts";

/** A question of who somebody is, or who is in a user group, that took long: instants of the shared clock. */
export interface SlowLookup {
  method: string;
  /** Null for a user group. */
  userId: string | null;
  fromMs: number;
  toMs: number;
}

const METHODS = ["users.info", "usergroups.users.list"];
/** A quarter of what a click waits for the answer, as it waits for the way out of the process as well. */
const SLOW_MS = 250;

/** `fetch` that tells which lookups came back late, as the bot itself saw it: what is far from Slack's own doing. */
export function watchLookups(
  fetch: Fetch,
  { clock, slackApiUrl, tell }: { clock: Clock; slackApiUrl: string; tell: (lookup: SlowLookup) => void },
): Fetch {
  return async (input, init) => {
    const method = METHODS.find((name) => String(input) === `${slackApiUrl}${name}`);
    if (method === undefined) return fetch(input, init);
    const fromMs = clock.now().getTime();
    try {
      return await fetch(input, init);
    } finally {
      const toMs = clock.now().getTime();
      const userId = new URLSearchParams(String(init?.body)).get("user");
      if (toMs - fromMs >= SLOW_MS) tell({ method, userId, fromMs, toMs });
    }
  };
}
