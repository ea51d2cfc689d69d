// https://docs.slack.dev/reference/methods/auth.test (errors that any method may answer)
const PASSING = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "ratelimited",
]);

/** Slack's own troubles, which pass; every other error of its API stays until somebody does something. */
export function isPassing(code: string): boolean {
  return PASSING.has(code);
}
