import { systemClock } from "../../src/clock.ts";
import { createStore } from "../../src/store/create-store.ts";
import { anOperation } from "../support/an-operation.ts";

// A process of its own: holds the database that it is given until it is killed.
const store = await createStore({
  databaseUrl: process.argv[2] ?? "",
  clock: systemClock,
  owner: "this-process",
});
const operation = anOperation();
await store.operations.create(
  { operation, event: { at: new Date(), actor: null, action: "request", detail: {} } },
  null,
);
process.stdout.write("held\n");
setInterval(() => undefined, 60_000);
