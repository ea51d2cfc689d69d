import { accessSync, constants, existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { explain } from "./explain.ts";
import { type DatabaseOwner, ownerOf } from "./process-lock.ts";

// A reader waits at most this long for the instant in which a writer starts its log anew.
const BUSY_TIMEOUT_MS = 2000;

export interface FileFindings {
  kind: "sqlite";
  path: string;
  exists: boolean;
  /** 0 where no bot has made it yet. */
  schema: number;
  /** Who says that he holds it; he may be dead. */
  owner: DatabaseOwner | null;
  /** What the bot has to write, and this process's user may not. */
  unwritable: string | null;
  freeBytes: number;
}

/** @throws StoreError when the file is there and cannot be read */
export async function inspectFile(path: string): Promise<FileFindings> {
  const exists = existsSync(path);
  const folder = nearestFolder(dirname(resolve(path)));
  const { bavail, bsize } = await statfs(folder);
  const needed = exists ? [path, folder] : [folder];
  return {
    kind: "sqlite",
    path,
    exists,
    schema: exists ? schemaOf(path) : 0,
    owner: ownerOf(path),
    unwritable: needed.find((one) => !isWritable(one)) ?? null,
    freeBytes: bavail * bsize,
  };
}

/** The bot makes those folders that are missing. */
function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function schemaOf(path: string): number {
  try {
    const database = new DatabaseSync(placeToRead(path), { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    try {
      const [table] = database
        .prepare("select 1 from sqlite_schema where type = 'table' and name = 'schema_versions'")
        .all();
      if (!table) return 0;
      return Number(
        database.prepare("select max(version) as version from schema_versions").get()?.version ?? 0,
      );
    } finally {
      database.close();
    }
  } catch (error) {
    throw explain(error, path);
  }
}

/** Where nobody is at work there is no log, and a reader would make one: it is told that nothing changes. */
function placeToRead(path: string): string | URL {
  if (existsSync(`${path}-wal`)) return path;
  const url = pathToFileURL(resolve(path));
  url.search = "?mode=ro&immutable=1";
  return url;
}
