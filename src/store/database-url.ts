import { fileURLToPath } from "node:url";
import { StoreError } from "./store-error.ts";

const SCHEME = /^([a-z][a-z0-9+.-]+):/i;
const EXAMPLE = "Write DATABASE_URL=file:./data/ngrok-chatops.db, or another path to a SQLite file.";

/**
 * The file that `DATABASE_URL` names, relative ones to the working directory.
 * @throws StoreError, without the URL's text, for it may hold a password
 */
export function databaseFile(databaseUrl: string): string {
  const scheme = SCHEME.exec(databaseUrl)?.[1]?.toLowerCase();
  if (scheme === "postgres" || scheme === "postgresql") {
    throw new StoreError(`PostgreSQL is not supported yet, only SQLite files are. ${EXAMPLE}`);
  }
  if (scheme !== undefined && scheme !== "file") {
    throw new StoreError(
      `Databases of the kind "${scheme}:" are not supported, only SQLite files are. ${EXAMPLE}`,
    );
  }
  const path = scheme === "file" ? pathOf(databaseUrl) : databaseUrl;
  if (path.includes(":memory:")) {
    throw new StoreError(`A database in memory would lose every operation at the next start. ${EXAMPLE}`);
  }
  if (path.trim() === "" || path.includes("?") || path.includes("\0")) {
    throw new StoreError(
      `DATABASE_URL is not a path to a file; options after a ? are not supported. ${EXAMPLE}`,
    );
  }
  return path;
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
