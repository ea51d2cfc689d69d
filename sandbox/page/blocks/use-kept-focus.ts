import { type RefObject, useEffect, useRef } from "react";

/** A button that is redrawn away leaves its focus to the blocks around it, so that Tab goes on from there. */
export function useKeptFocus(): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null);
  const last = useRef<EventTarget | null>(null);
  useEffect(() => {
    const { current } = frame;
    const keep = ({ target }: FocusEvent) => {
      last.current = target;
    };
    current?.addEventListener("focusin", keep);
    return () => current?.removeEventListener("focusin", keep);
  }, []);
  useEffect(() => {
    const lost = last.current instanceof Node && !last.current.isConnected;
    if (!lost || document.activeElement !== document.body) return;
    frame.current?.focus({ preventScroll: true });
  });
  return frame;
}
