import { timeOf } from "./time-of.ts";

/** In the reader's zone; the day is told on hovering. */
export function MessageTime({ ts }: { ts: string }) {
  const at = new Date(Number(ts) * 1000);
  return (
    <time
      dateTime={at.toISOString()}
      title={at.toLocaleString("en", { dateStyle: "full", timeStyle: "long" })}
    >
      {timeOf(ts)}
    </time>
  );
}
