import { type RefObject, useEffect, useState } from "react";
import { useLive } from "../live/live-provider.tsx";

/** So long before the eye what pings counts as read. */
const GLANCE_MS = 1200;

/** Marks what pings the reader in a channel, or in a thread of it, as read once it was before his eyes. */
export function useReading(options: {
  channel: string;
  threadTs?: string;
  /** What waits to be read there; 0 when there is nothing. */
  unread: number;
  /** What is before the reader's eyes when it is on the screen. */
  place: RefObject<HTMLElement | null>;
}): void {
  const { channel, threadTs, unread, place } = options;
  const { act } = useLive();
  const shown = useOnScreen(place);
  const pageShown = usePageShown();
  useEffect(() => {
    if (unread === 0 || !shown || !pageShown) return;
    // A failure shows by itself: the mark stays.
    const timer = setTimeout(() => void act.markRead(channel, threadTs).catch(() => {}), GLANCE_MS);
    return () => clearTimeout(timer);
  }, [act, channel, threadTs, unread, shown, pageShown]);
}

function useOnScreen(place: RefObject<HTMLElement | null>): boolean {
  const [onScreen, setOnScreen] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const looks = new IntersectionObserver(([look]) => setOnScreen(look?.isIntersecting === true));
    looks.observe(place.current);
    return () => looks.disconnect();
  }, [place]);
  return onScreen;
}

function usePageShown(): boolean {
  const [shown, setShown] = useState(document.visibilityState === "visible");
  useEffect(() => {
    const look = () => setShown(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return shown;
}
