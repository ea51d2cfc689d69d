import { commandLimitMs } from "../ngrok/http.ts";

/**
 * A dead process's operations are taken over when its lease ends. Nothing of a call that was decided on under
 * the lease is under way any more by then.
 */
export const LEASE_MS = 15_000;

/** Between the decision for a call and the call a process may stand still for this long; past it, it does not call. */
export const CALL_SLACK_MS = LEASE_MS - commandLimitMs;
