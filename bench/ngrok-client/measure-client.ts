import { readFileSync } from "node:fs";

/** What is measured of a client of ngrok's API, in the client's own process. */
export interface MeasuredClient {
  /** All sessions of the account, page by page. */
  list(): Promise<readonly { id: string }[]>;
  get(sessionId: string): Promise<{ id: string }>;
}

export interface ClientFigures {
  ms: number;
  cpuMs: number;
  peakMib: number;
}

/** How many connections each client may have, and how many gets are under way at once. */
export const CONNECTIONS = 10;
const GETS_AT_ONCE = 20;
// As the bot runs for weeks: what Node compiles at first is not what it costs.
const WARM_UPS = 3;

/** What the parent says to the process that is measured. */
export function measuredEnvironment(): { url: string; apiKey: string } {
  return { url: process.env.NGROK_URL ?? "", apiKey: process.env.NGROK_KEY ?? "" };
}

/**
 * Does the work three times to warm up, and once to be measured. Says the figures on standard output, and then does
 * nothing until it is ended.
 * @throws Error where less came back than was asked for
 */
export async function measureClient(client: MeasuredClient): Promise<void> {
  const ids = JSON.parse(readFileSync(process.env.IDS_FILE ?? "", "utf8")) as string[];
  const work = process.env.WORK === "list" ? () => listAll(client, ids) : () => getAll(client, ids);
  for (let round = 0; round < WARM_UPS; round += 1) await work();
  const [startedMs, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const ms = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(cpu);
  const peakMib = process.resourceUsage().maxRSS / 1024;
  const figures: ClientFigures = { ms, cpuMs: (user + system) / 1000, peakMib };
  process.stdout.write(`${JSON.stringify({ msg: "ready", figures })}\n`);
  setInterval(() => {}, 60_000);
  process.once("SIGTERM", () => process.exit(0));
}

async function listAll({ list }: MeasuredClient, ids: readonly string[]): Promise<void> {
  const sessions = await list();
  const same = sessions.length === ids.length && sessions.every(({ id }, at) => id === ids[at]);
  if (!same) throw new Error(`${sessions.length} sessions came, not the ${ids.length} that there are.`);
}

async function getAll({ get }: MeasuredClient, ids: readonly string[]): Promise<void> {
  let next = 0;
  let right = 0;
  const work = async () => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) if ((await get(id)).id === id) right += 1;
  };
  await Promise.all(Array.from({ length: GETS_AT_ONCE }, work));
  if (right !== ids.length) throw new Error(`${right} of ${ids.length} gets brought their session.`);
}
