import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { createStore } from "../../src/store/create-store.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { type OpenStore, storeContract } from "./store-contract.ts";

async function openSqliteFile(): Promise<OpenStore> {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  const open = () =>
    createStore({ databaseUrl: `file:${join(folder, "bot.db")}`, clock: createManualClock() });
  let store = await open();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await open();
      return store;
    },
    discard: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

describe("a store in a SQLite file", () => storeContract(openSqliteFile));
