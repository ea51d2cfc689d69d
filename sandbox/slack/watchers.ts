import type { Clock } from "../../src/clock.ts";

const DEFAULT_LIMIT_MS = 5000;

export interface Watchers {
  changed(): void;
  waitFor<T>(look: () => T | null | undefined | false, what: string, limitMs?: number): Promise<T>;
}

/** Waiting for a state instead of polling for it; `clock` limits the wait. */
export function createWatchers(clock: Clock): Watchers {
  const looks = new Set<() => void>();
  return {
    changed: () => {
      for (const look of [...looks]) look();
    },
    waitFor: (look, what, limitMs = DEFAULT_LIMIT_MS) =>
      new Promise((resolve, reject) => {
        const end = () => {
          looks.delete(check);
          cancel();
        };
        const check = () => {
          try {
            const found = look();
            if (found === null || found === undefined || found === false) return;
            end();
            resolve(found);
          } catch (error) {
            end();
            reject(error);
          }
        };
        const cancel = clock.setTimer(() => {
          looks.delete(check);
          reject(new Error(`Waited ${limitMs} ms in vain for: ${what}.`));
        }, limitMs);
        looks.add(check);
        check();
      }),
  };
}
