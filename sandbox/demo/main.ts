import { createClosers, EndedError } from "./closers.ts";
import { PortTakenError } from "./page-server.ts";
import { type Demo, startDemo } from "./start-demo.ts";

const USUAL_PORT = 4400;
const OTHERS_TO_TRY = 9;
const HIGHEST_PORT = 65_535;
/** Whoever has asked twice does not want to wait: 128 and SIGINT's number. */
const EXIT_IMPATIENT = 130;

const say = (words: string) => void process.stdout.write(`${words}\n`);
const closers = createClosers();
// However this process ends, nothing that it has started is left.
process.on("exit", () => closers.atOnce());
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
// The terminal may be gone before the last words are said.
process.stdout.on("error", () => {});

let ending = false;
function end(): void {
  if (ending) process.exit(EXIT_IMPATIENT);
  ending = true;
  void closers.close().then(
    () => process.exit(0),
    (error: unknown) => fail(error),
  );
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** @throws Error that says what a port is */
function chosenPort(): number | null {
  const { PORT } = process.env;
  if (!PORT) return null;
  const port = /^\d+$/.test(PORT) ? Number(PORT) : Number.NaN;
  if (port <= HIGHEST_PORT) return port;
  throw new Error(`PORT must be a number up to ${HIGHEST_PORT}, as in: PORT=4500 npm run demo`);
}

async function start(): Promise<Demo> {
  const chosen = chosenPort();
  try {
    if (chosen !== null) return await startDemo({ port: chosen, say, closers });
    return await startDemo({ port: USUAL_PORT, othersToTry: OTHERS_TO_TRY, say, closers });
  } catch (error) {
    if (!(error instanceof PortTakenError)) throw error;
    const { port } = error;
    throw new Error(`${error.message} Choose another one, as in: PORT=${port + 100} npm run demo`, {
      cause: error,
    });
  }
}

try {
  const { url } = await start();
  say(`
  ngrok-chatops, with a Slack workspace and an ngrok account on this machine:

  ${url}

  Ctrl+C ends it, and forgets everything.
`);
} catch (error) {
  if (!(error instanceof EndedError) && !ending) fail(error);
}
