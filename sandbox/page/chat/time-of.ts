/** `03:02` in the reader's zone, for a message's `ts`. */
export function timeOf(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleTimeString("en", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}
