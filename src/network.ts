import type { Duplex } from "node:stream";
import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import { createHttpFetch, type Fetch } from "./http-fetch.ts";

export interface Proxy {
  /** May hold a name and a password: it is never logged, and in no error. */
  url: string;
  /** Hosts that are connected to directly; commas between. */
  except: string;
}

export interface ConnectionOptions {
  connectTimeoutMs: number;
  /** From a request to the head of its answer; Infinity unless told. */
  headersTimeoutMs?: number;
  /** To one host; no limit unless told. */
  connections?: number;
  /** Gets each connection once it stands, TLS included. */
  opened?: (socket: Duplex) => void;
  failed?: (error: NotConnectedError) => void;
}

export interface Network {
  /** The ways out of this process. Whoever asks for one closes it. */
  dispatcher(options: ConnectionOptions): Dispatcher;
  /** By a way of its own. */
  fetch: Fetch;
  /** Ends what goes through `fetch`. */
  close(): Promise<void>;
}

/** No connection could be made, so nothing of any request was sent. */
export class NotConnectedError extends Error {
  override readonly name = "NotConnectedError";
  readonly code: string | null;

  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.code = codeOf(cause);
  }
}

/** The proxy answered, and did not let the connection through. */
class ProxyRefusedError extends Error {
  override readonly name = "ProxyRefusedError";
  readonly code = "PROXY_REFUSED";

  constructor(status: number) {
    const next =
      status === 407
        ? "it wants a name and a password, which go before its host, name:password@host"
        : "see to the proxy, or name the host in NO_PROXY";
    super(`the proxy in HTTPS_PROXY answered ${status}: ${next}`);
  }
}

const CONNECT_TIMEOUT_MS = 10_000;

// What OpenSSL says of a chain that ends in nobody whom Node trusts.
const UNTRUSTED_CODES = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** How this process reaches Slack and ngrok: https and wss through the proxy, if any; http and ws never. */
export function createNetwork(proxy: Proxy | null): Network {
  const dispatcher = (options: ConnectionOptions): Dispatcher => {
    const { connectTimeoutMs, headersTimeoutMs = 0, connections } = options;
    const direct = buildConnector({ allowH2: false, timeout: connectTimeoutMs });
    const shared = {
      allowH2: false,
      connectTimeout: connectTimeoutMs,
      headersTimeout: headersTimeoutMs,
      ...(connections === undefined ? {} : { connections }),
      factory: (origin: string | URL, given: Pool.Options) =>
        new Pool(origin, {
          ...given,
          connect: told(typeof given.connect === "function" ? given.connect : direct, options),
        }),
    };
    if (proxy === null) return new Agent(shared);
    const clientFactory = (url: URL, given: Pool.Options) =>
      refusing(new Pool(url, { ...given, headersTimeout: connectTimeoutMs }));
    // An empty one is none, while one that is missing would be read from the environment.
    const through = { httpProxy: "", httpsProxy: proxy.url, noProxy: proxy.except, clientFactory };
    return new EnvHttpProxyAgent({ ...shared, ...through } as EnvHttpProxyAgent.Options);
  };
  const own = dispatcher({ connectTimeoutMs: CONNECT_TIMEOUT_MS });
  return { dispatcher, fetch: createHttpFetch(own), close: () => own.destroy() };
}

/** Whether an error, or what it stands for, means that no connection was made. */
export function isNotConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof NotConnectedError || isUntrusted(error) || isNotConnected(error.cause);
}

/** The error that says most to whoever runs the bot: the one of the connection, in words where it has some. */
export function explained(error: unknown): unknown {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one instanceof NotConnectedError) return one;
    if (isUntrusted(one)) return notConnected(one);
  }
  return error;
}

function told(
  connect: buildConnector.connector,
  { opened, failed }: ConnectionOptions,
): buildConnector.connector {
  return (options, callback) =>
    connect(options, (error, socket) => {
      if (socket) {
        opened?.(socket);
        return callback(null, socket);
      }
      const explanation = notConnected(error);
      failed?.(explanation);
      callback(explanation, null);
    });
}

/** Undici's error for a proxy that refuses has neither a class nor a code of its own. */
function refusing(pool: Pool): Pool {
  const connect = pool.connect.bind(pool) as (
    options: Dispatcher.ConnectOptions,
  ) => Promise<Dispatcher.ConnectData>;
  const checked = async (options: Dispatcher.ConnectOptions) => {
    const answer = await connect(options);
    if (answer.statusCode === 200) return answer;
    answer.socket.on("error", () => {}).destroy();
    throw new ProxyRefusedError(answer.statusCode);
  };
  return Object.assign(pool, { connect: checked });
}

function notConnected(error: Error | null): NotConnectedError {
  const code = codeOf(error);
  if (error !== null && isUntrusted(error)) {
    return new NotConnectedError(
      `the certificate is of an authority that Node does not know (${code}). Where a proxy opens TLS, or the host has a private authority, set NODE_EXTRA_CA_CERTS to the file of that authority's certificate before the bot starts`,
      error,
    );
  }
  if (error instanceof ProxyRefusedError) return new NotConnectedError(error.message, error);
  return new NotConnectedError(`no connection could be made${code === null ? "" : ` (${code})`}`, error);
}

function isUntrusted(error: Error): boolean {
  return UNTRUSTED_CODES.has(codeOf(error) ?? "");
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
