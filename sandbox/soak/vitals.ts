import { monitorEventLoopDelay } from "node:perf_hooks";

/** How a process is, right after a garbage collection. */
export interface Vitals {
  /** In real seconds since the first look. */
  second: number;
  heapBytes: number;
  /** Outside of V8's heap: buffers. */
  externalBytes: number;
  rssBytes: number;
  /** What keeps Node busy, by its kind: sockets, timers, files. */
  resources: Record<string, number>;
  /** Since the look before. */
  delayMs: { median: number; p99: number; longest: number };
  /** Processor time since the look before. */
  cpuMs: number;
}

/** Looks every `everyMs`; only in a process that was started with `--expose-gc`. */
export function watchVitals(everyMs: number, tell: (vitals: Vitals) => void): void {
  const collect = globalThis.gc;
  if (!collect) throw new Error("A process whose memory is watched must be started with --expose-gc.");
  const delays = monitorEventLoopDelay({ resolution: 10 });
  const startedMs = performance.now();
  let cpuBefore = process.cpuUsage();
  delays.enable();
  const look = () => {
    const delayMs = readDelays(delays);
    const cpu = process.cpuUsage(cpuBefore);
    collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    const resources = countBy(process.getActiveResourcesInfo());
    tell({
      second: (performance.now() - startedMs) / 1000,
      heapBytes: heapUsed,
      externalBytes: external,
      rssBytes: rss,
      resources,
      delayMs,
      cpuMs: (cpu.user + cpu.system) / 1000,
    });
    cpuBefore = process.cpuUsage();
    // What the collection itself has held up is no fault of the bot.
    delays.reset();
  };
  setInterval(look, everyMs).unref();
}

function readDelays(delays: ReturnType<typeof monitorEventLoopDelay>): Vitals["delayMs"] {
  const ms = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / 1e6 : 0);
  return {
    median: ms(delays.percentile(50)),
    p99: ms(delays.percentile(99)),
    longest: ms(delays.max),
  };
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
