import { useMemo, useSyncExternalStore } from "react";
import { useBlockContext } from "./block-context.tsx";
import { countdownWords, dateWords, fullDateWords } from "./date-words.ts";
import styles from "./mrkdwn.module.css";
import { SafeLink } from "./safe-link.tsx";

export interface DateTokenProps {
  seconds: number;
  format: string;
  fallback: string;
  url?: string | null;
  /** The marks that follow at once, which come before what is left. */
  end?: string;
}

/** An instant in the reader's zone, with what is left until then where that is minutes. */
export function DateToken({ seconds, format, fallback, url = null, end = "" }: DateTokenProps) {
  const { zone } = useBlockContext();
  // `{ago}` is the only part that changes within a minute.
  const nowMs = useNow(format.includes("{ago}") ? 1000 : 60_000);
  const words = useMemo(
    () => dateWords(seconds, format, { zone, nowMs }) ?? fallback,
    [seconds, format, zone, nowMs, fallback],
  );
  const instant = new Date(seconds * 1000);
  if (Number.isNaN(instant.getTime())) return fallback + end;
  const time = (
    <time dateTime={instant.toISOString()} title={fullDateWords(seconds, zone)}>
      {words}
    </time>
  );
  return (
    <>
      {url ? <SafeLink url={url}>{time}</SafeLink> : time}
      {end}
      <Countdown seconds={seconds} format={format} />
    </>
  );
}

function Countdown({ seconds, format }: { seconds: number; format: string }) {
  const { ticker } = useBlockContext();
  const look = () => countdownWords(seconds, format, ticker.nowMs());
  const left = useSyncExternalStore(ticker.subscribe, look, look);
  if (left === null) return null;
  return (
    <span className={styles.countdown} aria-hidden="true" data-countdown>
      in {left}
    </span>
  );
}

/** The time, rounded down to steps so that nothing is drawn more often. */
function useNow(stepMs: number): number {
  const { ticker } = useBlockContext();
  const look = () => Math.floor(ticker.nowMs() / stepMs) * stepMs;
  return useSyncExternalStore(ticker.subscribe, look, look);
}
