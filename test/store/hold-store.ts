import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { systemClock } from "../../src/clock.ts";
import { createStore } from "../../src/store/create-store.ts";

// A process of its own: holds the database that it is given until it is killed. Root may write everything, so that
// as root it takes the user id that it is given.
const [, , databaseUrl = "", userId] = process.argv;
if (userId !== undefined) process.setuid?.(Number(userId));
const store = await createStore({
  databaseUrl,
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
