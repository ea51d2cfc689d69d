import type { NgrokClient } from "../../src/ngrok/client.ts";
import type { Fleet } from "../../src/operations/fleet.ts";

function never(): never {
  throw new Error("A card asks ngrok nothing");
}

/** Buttons on cards read and write the record alone: whoever asks ngrok here has made a mistake. */
export function createNoNgrok(): NgrokClient {
  const list = never;
  return {
    ingresses: { list, get: never, create: never, update: never, delete: never },
    sessions: { list, get: never, update: never, restart: never, stop: never },
    endpoints: { list },
    tunnels: { list },
    close: async () => {},
  };
}

export function createNoFleet(): Fleet {
  const lists = { sessions: never, endpoints: never, tunnels: never, ingresses: never };
  return { ...lists, session: never, forget: () => {}, forgetListings: () => {} };
}
