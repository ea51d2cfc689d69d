import type { DatabaseFindings } from "../store/inspect-database.ts";
import { StoreError } from "../store/store-error.ts";
import { type Check, type Finding, failed, ok, warning } from "./check.ts";

type FileFindings = Extract<DatabaseFindings, { kind: "sqlite" }>;
type ServerFindings = Extract<DatabaseFindings, { kind: "postgres" }>;

const MEGABYTE = 1024 * 1024;
const LITTLE_SPACE_BYTES = 100 * MEGABYTE;
/** What one process of the bot opens at most. */
const CONNECTIONS_NEEDED = 9;
/** The oldest PostgreSQL that is tried; 15.4 is 150004. */
const OLDEST_TRIED = 15;

/** Whether the database can be read, and will take what the bot writes. Only looked at: nothing is written. */
export function checkDatabase(look: () => Promise<DatabaseFindings>): Check {
  return {
    name: "database",
    run: async () => {
      try {
        const found = await look();
        const trouble = found.kind === "sqlite" ? fileTrouble(found) : serverTrouble(found);
        return trouble ?? schemaFinding(found);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        return failed(error.message);
      }
    },
  };
}

function fileTrouble({ unwritable, freeBytes }: FileFindings): Finding | null {
  if (unwritable !== null) {
    return failed(
      `this process's user may not write ${unwritable}`,
      "Let the user who runs the bot write the file and its folder; run this as that user.",
    );
  }
  if (freeBytes >= LITTLE_SPACE_BYTES) return null;
  const left = `${Math.floor(freeBytes / MEGABYTE)} MB are free on its disk`;
  return warning(left, "Free some space: with a full disk the bot takes no requests.");
}

function serverTrouble(found: ServerFindings): Finding | null {
  const { place, isStandby, isPooled, mayCreate, schema, newestSchema, connectionsLeft } = found;
  if (isStandby) {
    return failed(`${place}, is a standby and takes no changes`, "Name the primary in DATABASE_URL.");
  }
  if (isPooled) {
    return failed(
      `${place}, is reached through a pooler`,
      "Name the server itself in DATABASE_URL: the bot's processes know of each other by a connection that must stay theirs.",
    );
  }
  if (!mayCreate && schema < newestSchema) {
    return failed(
      `${place}, does not let the bot's user make tables`,
      "Make the bot's user the owner of the database, or grant him create on its schema.",
    );
  }
  if (connectionsLeft < CONNECTIONS_NEEDED) {
    return warning(
      `${place}, has ${connectionsLeft} connections left; each process of the bot opens up to ${CONNECTIONS_NEEDED}`,
      "Raise max_connections, or end what holds them.",
    );
  }
  if (majorOf(found) >= OLDEST_TRIED) return null;
  return warning(
    `${place}, is version ${majorOf(found)}; ${OLDEST_TRIED} is the oldest that was tried`,
    "Upgrade PostgreSQL.",
  );
}

function schemaFinding(found: DatabaseFindings): Finding {
  const { schema, newestSchema } = found;
  const what = found.kind === "sqlite" ? found.path : `${found.place} (version ${majorOf(found)})`;
  if (schema === newestSchema) return ok(`${what}, schema ${schema}`);
  if (schema === 0) return ok(`${what}: nothing is recorded yet, the first start makes it`);
  return warning(
    `${what} has schema ${schema}; the next start brings it to ${newestSchema}, and an older bot then refuses it`,
    "Back it up before that start.",
  );
}

function majorOf({ versionNumber }: ServerFindings): number {
  return Math.floor(versionNumber / 10_000);
}
