import { afterAll, beforeAll, describe } from "vitest";
import { createStore } from "../../src/store/create-store.ts";
import { openForReading } from "../../src/store/open-for-reading.ts";
import { type OpenStore, spoiled, storeContract } from "../store/store-contract.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createDatabase, type TestDatabase } from "./a-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

async function openEmptied(): Promise<OpenStore> {
  const errors: OpenStore["errors"] = [];
  const logger = {
    info: () => undefined,
    error: (data: object, message: string) => errors.push({ data, message }),
  };
  const open = () =>
    createStore({
      databaseUrl: database.url,
      clock: createManualClock(),
      owner: crypto.randomUUID(),
      logger,
    });
  let store = await open();
  await database.ask(
    "truncate operations, messages, message_intents, scheduled_notices, audit_events, home_viewers, freezes",
  );
  const edit = async (operationId: string, from: string, to: string) => {
    await database.ask("update operations set document = replace(document, $2, $3) where id = $1", [
      operationId,
      from,
      to,
    ]);
  };
  return {
    store,
    reading: () => openForReading(database.url),
    reopen: async () => {
      await store.close();
      store = await open();
      return store;
    },
    spoil: (operationId) => edit(operationId, spoiled.from, spoiled.to),
    mend: (operationId) => edit(operationId, spoiled.to, spoiled.from),
    errors,
    discard: () => store.close(),
  };
}

describe("a store on a PostgreSQL server", () => storeContract(openEmptied, "at once"));
