import { StoreError, type StoreTrouble } from "../store-error.ts";

/** An error of SQLite or of the file system as words about the file at `path`; others come back as they are. */
export function explain(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const known = sqliteError(error, path) ?? fileError(error, path);
  return known === null ? error : new StoreError(known.text, { cause: error, trouble: known.trouble });
}

interface Known {
  trouble: StoreTrouble;
  text: string;
}

// https://www.sqlite.org/rescode.html
const sqliteErrors: Record<number, (path: string, message: string) => Known> = {
  5: (path) => ({
    trouble: "locked",
    text: `The database ${path} is locked by another program. Close it there; a bot that could not start has to be started again.`,
  }),
  8: (path) => ({
    trouble: "read-only",
    text: `The database ${path} cannot be written. Let this process's user write the file and its folder.`,
  }),
  10: diskError,
  1034: unsyncedError,
  1290: unsyncedError,
  11: (path) => ({ trouble: "damaged", text: damagedText(path) }),
  13: diskError,
  14: (path) => ({
    trouble: "other",
    text: `The database ${path} cannot be opened. DATABASE_URL must name a file that this process's user may read and write, in a folder that he may write.`,
  }),
  26: (path) => ({
    trouble: "damaged",
    text: `The file ${path} is not a SQLite database. Point DATABASE_URL elsewhere, or restore a backup.`,
  }),
};

function diskError(path: string, message: string): Known {
  return {
    trouble: "disk",
    text: `The database ${path} could not be read or written: ${message}. Check the disk and its free space.`,
  };
}

/** The file or its folder could not be synced: what was written may be there after the next start, or not. */
function unsyncedError(path: string, message: string): Known {
  return { ...diskError(path, message), trouble: "other" };
}

function sqliteError(error: Error, path: string): Known | null {
  if (!("errcode" in error) || typeof error.errcode !== "number") return null;
  // The upper bytes of an extended code tell details.
  const explained = sqliteErrors[error.errcode] ?? sqliteErrors[error.errcode & 0xff];
  return explained?.(path, error.message) ?? null;
}

function fileError(error: Error, path: string): Known | null {
  if (!("syscall" in error) || !("code" in error)) return null;
  return {
    trouble: "other",
    text: `The folder of the database ${path} cannot be used (${String(error.code)}). Create it, or let this process's user write there.`,
  };
}

export function damagedText(path: string): string {
  return `The database ${path} is damaged. Stop the bot, keep a copy of the file, and restore a backup.`;
}
