/** Counts what is being handled, so that a test moves its clock only when nothing is under way. */
export interface InFlight {
  readonly count: number;
  /** The answer ends it; calling that twice is harmless. */
  begin(): () => void;
}

export function createInFlight(changed: () => void): InFlight {
  const open = new Set<symbol>();
  return {
    get count() {
      return open.size;
    },
    begin: () => {
      const one = Symbol("in flight");
      open.add(one);
      return () => {
        if (open.delete(one)) changed();
      };
    },
  };
}
