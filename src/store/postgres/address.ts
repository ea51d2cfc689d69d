import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { StoreError } from "../store-error.ts";

const EXAMPLE = "Write DATABASE_URL=postgres://user:password@host:5432/database.";
const OPTIONS = ["host", "sslmode", "sslrootcert", "sslcert", "sslkey"];
const DEFAULT_PORT = 5432;

/** Where PostgreSQL is and as whom to go there. `password` cannot be enumerated, so that no log shows it. */
export interface PostgresAddress {
  host: string;
  port: number;
  database: string;
  user?: string;
  password?: string;
  ssl: false | ConnectionOptions;
}

/** @throws StoreError, without any part of the URL that may be secret */
export function postgresAddress(databaseUrl: string): PostgresAddress {
  const url = URL.parse(databaseUrl);
  if (!url) {
    throw new StoreError(
      `DATABASE_URL is no URL. In the user's name and password, write each of : / ? # [ ] @ % as % and its two hex digits. ${EXAMPLE}`,
    );
  }
  const unknown = [...url.searchParams.keys()].filter((name) => !OPTIONS.includes(name));
  if (unknown.length > 0) {
    throw new StoreError(
      `DATABASE_URL has options that are not supported: ${unknown.join(", ")}. Take them out; ${OPTIONS.join(", ")} are known.`,
    );
  }
  const database = decoded(url.pathname.slice(1));
  if (database === "") throw new StoreError(`DATABASE_URL names no database. ${EXAMPLE}`);
  const host = url.searchParams.get("host") ?? decoded(url.hostname).replace(/^\[(.*)\]$/, "$1");
  const address: PostgresAddress = {
    host: host || "localhost",
    port: url.port === "" ? DEFAULT_PORT : Number(url.port),
    database,
    ...(url.username === "" ? {} : { user: decoded(url.username) }),
    ssl: tlsOf(url.searchParams),
  };
  if (url.password === "") return address;
  return Object.defineProperty(address, "password", { value: decoded(url.password), enumerable: false });
}

/** For messages: never the password. */
export function placeOf({ host, port, database }: PostgresAddress): string {
  return `PostgreSQL at ${host}:${port}, database ${database}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    throw new StoreError(`DATABASE_URL has a % that is not followed by two hex digits. ${EXAMPLE}`, {
      cause,
    });
  }
}

/** Stricter than libpq: whatever asks for TLS has the server's certificate checked, but for `no-verify`. */
function tlsOf(options: URLSearchParams): PostgresAddress["ssl"] {
  const mode = options.get("sslmode") ?? (options.has("sslrootcert") ? "verify-full" : "disable");
  const files = {
    ...fileOf(options, "sslrootcert", "ca"),
    ...fileOf(options, "sslcert", "cert"),
    ...fileOf(options, "sslkey", "key"),
  };
  switch (mode) {
    case "disable":
      return false;
    case "no-verify":
      return { ...files, rejectUnauthorized: false };
    case "require":
    case "verify-ca":
    case "verify-full":
      return files;
    default:
      throw new StoreError(
        "sslmode in DATABASE_URL must be disable, require or verify-full (which both check the server's certificate), or no-verify.",
      );
  }
}

function fileOf(options: URLSearchParams, option: string, name: "ca" | "cert" | "key") {
  const path = options.get(option);
  if (path === null) return {};
  try {
    return { [name]: readFileSync(path, "utf8") };
  } catch (cause) {
    throw new StoreError(`The file ${path}, ${option} of DATABASE_URL, cannot be read.`, { cause });
  }
}
