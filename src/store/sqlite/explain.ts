import { StoreError } from "../store-error.ts";

// https://www.sqlite.org/rescode.html
const BUSY = 5;
const READONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/** An error of SQLite or of the file system as words about the file at `path`; others come back as they are. */
export function explain(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const text = sqliteText(error, path) ?? fileText(error, path);
  return text === null ? error : new StoreError(text, { cause: error });
}

function sqliteText(error: Error, path: string): string | null {
  if (!("errcode" in error) || typeof error.errcode !== "number") return null;
  // The upper bytes of an extended code tell details.
  switch (error.errcode & 0xff) {
    case BUSY:
      return `The database ${path} is locked by another program. Close it there, then start again.`;
    case READONLY:
      return `The database ${path} cannot be written. Let this process's user write the file and its folder.`;
    case CANNOT_OPEN:
      return `The database ${path} cannot be opened. DATABASE_URL must name a file that this process's user may read and write, in a folder that he may write.`;
    case NOT_A_DATABASE:
      return `The file ${path} is not a SQLite database. Point DATABASE_URL elsewhere, or restore a backup.`;
    case CORRUPT:
      return damagedText(path);
    case FULL:
    case IO_ERROR:
      return `The database ${path} could not be read or written: ${error.message}. Check the disk and its free space.`;
    default:
      return null;
  }
}

function fileText(error: Error, path: string): string | null {
  if (!("syscall" in error) || !("code" in error)) return null;
  return `The folder of the database ${path} cannot be used (${String(error.code)}). Create it, or let this process's user write there.`;
}

export function damagedText(path: string): string {
  return `The database ${path} is damaged. Stop the bot, keep a copy of the file, and restore a backup.`;
}
