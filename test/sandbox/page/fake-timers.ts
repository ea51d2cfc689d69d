/** Timers that a test lets run out. */
export function fakeTimers() {
  const waiting = new Set<() => void>();
  return {
    setTimer: (callback: () => void) => {
      const one = () => callback();
      waiting.add(one);
      return () => void waiting.delete(one);
    },
    get waiting() {
      return waiting.size;
    },
    runOut: () => {
      for (const one of [...waiting]) {
        waiting.delete(one);
        one();
      }
    },
  };
}
