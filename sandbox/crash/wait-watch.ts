import type { Call } from "../ngrok/calls.ts";

const LOOK_EVERY_MS = 50;

/** Tells of each update that ngrok has answered with 204, soon after it has; the answer ends it. */
export function wakeInTheWait(calls: readonly Call[], began: () => void): () => void {
  let read = 0;
  const timer = setInterval(() => {
    for (; read < calls.length; read += 1) {
      const call = calls[read];
      if (call?.path.endsWith("/update") && call.status === 204) began();
      // Not answered yet: looked at again, as long as nothing came after it.
      else if (call?.path.endsWith("/update") && call.status === null && read === calls.length - 1) return;
    }
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
