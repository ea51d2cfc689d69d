import type { DatabaseFindings } from "../store/inspect-database.ts";
import { type Check, type Finding, ok, warning } from "./check.ts";

/** Who may use what is on this machine. */
export interface Machine {
  host: string;
  isAlive(processId: number): boolean;
}

/** PostgreSQL takes five processes of the bot, as Slack takes ten sockets. */
const MOST_BOTS = 5;

/** Whether a bot is at work on the database right now. */
export function checkRunningBot(look: () => Promise<DatabaseFindings>, machine: Machine): Check {
  return {
    name: "running bot",
    needs: ["database"],
    run: async () => {
      const found = await look();
      return found.kind === "sqlite" ? onFile(found.owner, machine) : onServer(found.bots);
    },
  };
}

function onFile(
  owner: Extract<DatabaseFindings, { kind: "sqlite" }>["owner"],
  { host, isAlive }: Machine,
): Finding {
  if (!owner) return ok("none is at work on this database");
  const who = `process ${owner.pid} on ${owner.host}, since ${owner.since}`;
  if (owner.host !== host) return ok(`${who}, by its own note; from here it cannot be seen whether it lives`);
  if (isAlive(owner.pid)) return ok(who);
  return ok(`none; ${who}, was killed, and the next start goes on where it was`);
}

function onServer(bots: number): Finding {
  if (bots === 0) return ok("none is at work on this database");
  const count = `${bots} ${bots === 1 ? "is" : "are"} at work on this database`;
  if (bots < MOST_BOTS) return ok(count);
  return warning(count, `Slack allows an app ten sockets, and each opens two: run ${MOST_BOTS} at most.`);
}
