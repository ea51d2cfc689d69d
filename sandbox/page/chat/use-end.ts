import { type RefObject, useEffect, useRef, useState } from "react";

/** So near to the end counts as at it. */
const NEAR_PX = 48;

export interface End {
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLDivElement | null>;
  atEnd: boolean;
  goToEnd: () => void;
}

/**
 * Keeps the end of what scrolls in sight while it grows, unless the reader went away from it; `seeks` changes each
 * time that he looks for something else in there.
 */
export function useEnd(seeks: number | null): End {
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stays = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  useEffect(() => {
    if (seeks !== null) stays.current = false;
  }, [seeks]);
  useEffect(() => {
    const { current: box } = scroller;
    const { current: inner } = content;
    if (!box || !inner) return;
    let lastTop = 0;
    const look = () => {
      // Growth alone leaves the reader where he wants to be; only who goes up leaves the end.
      if (box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR_PX) stays.current = true;
      else if (box.scrollTop < lastTop) stays.current = false;
      lastTop = box.scrollTop;
      setAtEnd(stays.current);
    };
    const sizes = new ResizeObserver(() => {
      if (stays.current) box.scrollTop = box.scrollHeight;
      else look();
    });
    sizes.observe(box);
    sizes.observe(inner);
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, []);
  const goToEnd = () => {
    stays.current = true;
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  };
  return { scroller, content, atEnd, goToEnd };
}
