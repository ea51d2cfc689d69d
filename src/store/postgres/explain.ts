import { DatabaseError } from "pg";
import { StoreError, StoreUnavailableError } from "../store-error.ts";
import { type PostgresAddress, placeOf } from "./address.ts";

// What it has parsed for this connection does not fit a record that was changed meanwhile, or is gone.
const STALE_STATEMENT = ["0A000", "26000"];

/** Why nothing more can be asked over a connection; errors that PostgreSQL itself did not send end it as well. */
export function endsConnection(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return true;
  const code = error.code ?? "";
  const isLost = error.severity === "FATAL" || code.startsWith("08") || code.startsWith("57P");
  return isLost || STALE_STATEMENT.includes(code);
}

/**
 * An error of PostgreSQL, or of the way to it, as words for whoever runs the bot. Faults of a statement come back
 * as they are.
 */
export function explain(error: unknown, address: PostgresAddress): unknown {
  if (!(error instanceof Error) || error instanceof StoreError || isFault(error)) return error;
  const where = placeOf(address);
  const said = withoutPassword(error.message, address);
  if (!(error instanceof DatabaseError)) {
    return new StoreUnavailableError(
      `${where}, does not answer: ${said || codeOf(error)}. Check that it runs, and that DATABASE_URL names its host and port.`,
      { cause: error },
    );
  }
  const lasting = lastingText(error.code, said, where, address);
  if (lasting) return new StoreError(lasting, { cause: error });
  const passing = passingText(error, said, where);
  if (!passing) return error;
  return new StoreUnavailableError(passing, { cause: error, isDeadlock: DEADLOCKS.has(error.code ?? "") });
}

const DEADLOCKS = new Set(["40001", "40P01"]);

// A bug of ours, not of the way to the database.
function isFault(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError;
}

// Shorter ones stand in ordinary words.
const SHORTEST_SECRET = 8;

/** These words are printed as they are, and what is between the bot and its database may repeat what it was sent. */
function withoutPassword(text: string, { password = "" }: PostgresAddress): string {
  return password.length < SHORTEST_SECRET ? text : text.replaceAll(password, "[redacted]");
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : error.name;
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
function lastingText(
  code: string | undefined,
  said: string,
  where: string,
  address: PostgresAddress,
): string | null {
  switch (code) {
    case "28P01":
    case "28000":
      return `${where}, refuses the user or the password of DATABASE_URL: ${said}. Set both anew, or allow this user in pg_hba.conf.`;
    case "3D000":
      return `${where}, does not exist. Create it (createdb ${address.database}), or name another in DATABASE_URL.`;
    case "42501":
      return `${where}, does not let the bot's user do this: ${said}. Make it the owner of the database.`;
    default:
      return null;
  }
}

function passingText(error: DatabaseError, said: string, where: string): string | null {
  const code = error.code ?? "";
  switch (code) {
    case "25006":
      return `${where}, takes no changes: it is a standby, or set to read only. Point DATABASE_URL at the primary.`;
    case "53100":
      return `${where}, has no space left on its disk. Free some; nothing was changed.`;
    case "53300":
      return `${where}, has no connection left. Raise max_connections, or end what holds them; each bot needs up to 9.`;
    case "40001":
    case "40P01":
      return `${where}, ended one of two changes that waited for each other. The bot tries again.`;
    case "57014":
    case "55P03":
      return `${where}, took too long. Look for what blocks or burdens it (pg_stat_activity).`;
    case "57P03":
      return `${where}, is starting or stopping and takes nobody yet. The bot tries again.`;
  }
  const gone = endsConnection(error);
  return gone ? `${where}, ended the connection: ${said}. The bot tries again.` : null;
}
