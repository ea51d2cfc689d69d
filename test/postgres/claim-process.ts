import { systemClock } from "../../src/clock.ts";
import { createStore } from "../../src/store/create-store.ts";

// A process of its own: claims what is due, says so, and holds it until it is killed.
const [databaseUrl = "", owner = ""] = process.argv.slice(2);
const store = await createStore({ databaseUrl, clock: systemClock, owner });
const now = store.clock.now();
const leaseUntil = new Date(now.getTime() + 600_000);
const claimed = await store.operations.claimDue({ now, owner, leaseUntil, limit: 10, except: [] });
process.stdout.write(`${JSON.stringify(claimed.map(({ id }) => id))}\n`);
