import { fileURLToPath } from "node:url";
import { StoreError } from "./store-error.ts";

const SCHEME = /^([a-z][a-z0-9+.-]+):/i;
const EXAMPLE =
  "Write DATABASE_URL=file:./data/ngrok-chatops.db, or another path to a SQLite file, or postgres://user:password@host:5432/database.";

export type DatabasePlace = { kind: "sqlite"; path: string } | { kind: "postgres"; url: string };

/**
 * The SQLite file that `DATABASE_URL` names, relative to the working directory, or the PostgreSQL server.
 * @throws StoreError, without the URL's text, for it may hold a password
 */
export function databasePlace(databaseUrl: string): DatabasePlace {
  const scheme = SCHEME.exec(databaseUrl)?.[1]?.toLowerCase();
  if (scheme === "postgres" || scheme === "postgresql") return { kind: "postgres", url: databaseUrl };
  if (scheme !== undefined && scheme !== "file") {
    throw new StoreError(
      `Databases of the kind "${scheme}:" are not supported, only SQLite files and PostgreSQL are. ${EXAMPLE}`,
    );
  }
  const path = scheme === "file" ? pathOf(databaseUrl) : databaseUrl;
  if (path.includes(":memory:")) {
    throw new StoreError(`A database in memory would lose every operation at the next start. ${EXAMPLE}`);
  }
  if (path.trim() === "" || path.includes("?") || path.includes("\0")) {
    throw new StoreError(
      `DATABASE_URL is not a path to a file; options after a ? are not supported there. ${EXAMPLE}`,
    );
  }
  return { kind: "sqlite", path };
}

function pathOf(fileUrl: string): string {
  const rest = fileUrl.slice("file:".length);
  if (!rest.startsWith("//")) return rest;
  try {
    return fileURLToPath(fileUrl);
  } catch (cause) {
    throw new StoreError(`DATABASE_URL begins with file:// but names no absolute path. ${EXAMPLE}`, {
      cause,
    });
  }
}
