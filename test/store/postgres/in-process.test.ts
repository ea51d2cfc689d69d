import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect } from "kysely";
import { afterAll, beforeAll, describe } from "vitest";
import { migrate } from "../../../src/store/migrations/migrate.ts";
import { noProbe } from "../../../src/store/probe.ts";
import { storeOn } from "../../../src/store/store-on.ts";
import type { Tables } from "../../../src/store/tables.ts";
import { createManualClock } from "../../support/manual-clock.ts";
import { type OpenStore, spoiled, storeContract } from "../store-contract.ts";

const clock = createManualClock();
let pglite: PGlite;
let db: Kysely<Tables>;

// PostgreSQL itself, in this process: its rules for SQL and types, on one connection.
beforeAll(async () => {
  pglite = await PGlite.create();
  db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  await migrate(db, clock, noProbe);
});
afterAll(() => db.destroy());

const tables =
  "message_intents messages scheduled_notices request_window audit_events home_viewers freezes operations";
// So few rows are gone sooner than `truncate` has made the files of every table anew.
const emptied = tables.replace(/\w+/g, "delete from $&;");

async function openEmptied(): Promise<OpenStore> {
  await pglite.exec(emptied);
  const errors: OpenStore["errors"] = [];
  const logger = {
    info: () => undefined,
    error: (data: object, message: string) => errors.push({ data, message }),
  };
  const database = {
    db,
    shared: true,
    clock,
    isTimeKnown: () => true,
    announcement: null,
    onForeignChange: () => {},
    close: async () => {},
  };
  const edit = async (operationId: string, from: string, to: string) => {
    await db
      .updateTable("operations")
      .set(({ fn, ref, val }) => ({ document: fn("replace", [ref("document"), val(from), val(to)]) }))
      .where("id", "=", operationId)
      .execute();
  };
  return {
    store: storeOn(database, logger, noProbe),
    reading: async () => ({ db, close: async () => {} }),
    reopen: async () => storeOn(database, logger, noProbe),
    spoil: (operationId) => edit(operationId, spoiled.from, spoiled.to),
    mend: (operationId) => edit(operationId, spoiled.to, spoiled.from),
    errors,
    discard: async () => {},
  };
}

describe("a store in PostgreSQL", () => storeContract(openEmptied, "in turn"));
