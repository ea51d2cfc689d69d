import type { Clock } from "../../src/clock.ts";
import type { Span } from "./blow.ts";
import type { Vitals } from "./vitals.ts";

/** So long, in real time, a thread that wants to go on is kept from it before we say that the machine stands still. */
const STALL_MS = 500;
const LOOK_EVERY_MS = 100;

/** When this process, which times the acks, was kept from looking. The answer ends it. */
export function watchStalls(clock: Clock, stalls: Span[]): () => void {
  let lookedAt = clock.now();
  const timer = setInterval(() => {
    const now = clock.now();
    if ((now.getTime() - lookedAt.getTime()) / clock.rate > STALL_MS)
      stalls.push({ from: lookedAt, to: now });
    lookedAt = now;
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** When the bot was kept from its thread before this look; null where nobody did, or it kept itself busy. */
export function starvation({ delayMs, cpuMs }: Vitals, everyMs: number, clock: Clock): Span | null {
  if (delayMs.longest < STALL_MS || cpuMs > delayMs.longest / 2) return null;
  const to = clock.now();
  return { from: new Date(to.getTime() - (everyMs + delayMs.longest) * clock.rate), to };
}

/** Whether the machine stood still at some time between these two. */
export function stoodStill(stalls: readonly Span[], fromMs: number, toMs: number): boolean {
  return stalls.some(({ from, to }) => from.getTime() <= toMs && to.getTime() >= fromMs);
}

/** In all, in real seconds; what overlaps counts once. */
export function stalledSeconds(stalls: readonly Span[], rate: number): number {
  let sum = 0;
  let untilMs = Number.NEGATIVE_INFINITY;
  for (const { from, to } of stalls.toSorted((one, other) => one.from.getTime() - other.from.getTime())) {
    sum += Math.max(0, to.getTime() - Math.max(from.getTime(), untilMs));
    untilMs = Math.max(untilMs, to.getTime());
  }
  return sum / rate / 1000;
}
