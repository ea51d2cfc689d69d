import type { ServerResponse } from "node:http";

/** One open request. */
export interface Place {
  leave(): void;
  comeBack(): void;
}

/** Counts the requests that are open, and those of them that are being worked on right now. */
export interface Flight {
  readonly open: number;
  /** Open, and waiting for nothing but the machine: neither for the clock nor for ever. */
  readonly inFlight: number;
  enter(response: ServerResponse): Place;
}

export function createFlight(): Flight {
  const open = new Set<ServerResponse>();
  const working = new Set<ServerResponse>();
  return {
    get open() {
      return open.size;
    },
    get inFlight() {
      return working.size;
    },
    enter: (response) => {
      open.add(response);
      working.add(response);
      response.once("close", () => {
        open.delete(response);
        working.delete(response);
      });
      return {
        leave: () => working.delete(response),
        comeBack: () => {
          if (open.has(response)) working.add(response);
        },
      };
    },
  };
}
