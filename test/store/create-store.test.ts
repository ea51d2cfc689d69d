import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe } from "vitest";
import { createStore } from "../../src/store/create-store.ts";
import { openForReading } from "../../src/store/open-for-reading.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { type OpenStore, spoiled, storeContract } from "./store-contract.ts";

async function openSqliteFile(): Promise<OpenStore> {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  const path = join(folder, "bot.db");
  const errors: OpenStore["errors"] = [];
  const logger = {
    info: () => undefined,
    error: (data: object, message: string) => errors.push({ data, message }),
  };
  const databaseUrl = `file:${path}`;
  const open = () => createStore({ databaseUrl, clock: createManualClock(), owner: "this-process", logger });
  const edit = (operationId: string, from: string, to: string) => {
    const database = new DatabaseSync(path);
    database
      .prepare("update operations set document = replace(document, ?, ?) where id = ?")
      .run(from, to, operationId);
    database.close();
  };
  let store = await open();
  return {
    store,
    reading: () => openForReading(databaseUrl),
    reopen: async () => {
      await store.close();
      store = await open();
      return store;
    },
    spoil: async (operationId) => edit(operationId, spoiled.from, spoiled.to),
    mend: async (operationId) => edit(operationId, spoiled.to, spoiled.from),
    errors,
    discard: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

describe("a store in a SQLite file", () => storeContract(openSqliteFile, "in turn"));
