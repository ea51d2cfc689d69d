import type { Clock } from "../clock.ts";
import { databasePlace } from "./database-url.ts";
import { newestSchema, refuseNewer } from "./migrations/migrate.ts";
import type { ServerFindings } from "./postgres/inspect-server.ts";
import { type FileFindings, inspectFile } from "./sqlite/inspect-file.ts";

export type DatabaseFindings = (FileFindings | ServerFindings) & {
  /** What the bot brings the database to when it starts. */
  newestSchema: number;
};

/**
 * Looks at the database without a lock and without writing anything, whether or not a bot is at work on it, and also
 * where none has been yet.
 * @throws StoreError when it cannot be read, or a newer bot wrote it
 */
export async function inspectDatabase(databaseUrl: string, clock: Clock): Promise<DatabaseFindings> {
  const place = databasePlace(databaseUrl);
  const found = place.kind === "sqlite" ? await inspectFile(place.path) : await inspectUrl(place.url, clock);
  refuseNewer(found.schema);
  return { ...found, newestSchema };
}

/** PostgreSQL's client is loaded only where it is used. */
async function inspectUrl(url: string, clock: Clock): Promise<ServerFindings> {
  const { inspectServer } = await import("./postgres/inspect-server.ts");
  return inspectServer(url, clock);
}
