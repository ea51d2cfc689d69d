import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, defineBenchmark } from "../benchmark.ts";
import { inTurn } from "../in-turn.ts";
import { markdownTable } from "../markdown-table.ts";
import { startMeasured } from "../measured-process.ts";
import { median, rounded } from "../statistics.ts";
import type { ClientFigures } from "./measure-client.ts";

interface Row extends ClientFigures {
  client: Client;
  work: Work;
}

interface Figures {
  sessions: number;
  gets: number;
  rows: Row[];
}

type Client = "this bot" | "bare undici" | "@ngrok/ngrok-api";
type Work = "list" | "get";
type Figure = keyof ClientFigures;

const SIZES = { full: { sessions: 10_000, gets: 1_000 }, small: { sessions: 500, gets: 100 } };
const GOAL = 1.15;
const entry = (path: string) => new URL(path, import.meta.url).pathname;
const entries: Record<Client, string> = {
  "this bot": entry("this-client-entry.ts"),
  "bare undici": entry("../peers/bare-undici.ts"),
  "@ngrok/ngrok-api": entry("../peers/official-client.ts"),
};
const variants: readonly { client: Client; work: Work }[] = [
  { client: "this bot", work: "list" },
  { client: "bare undici", work: "list" },
  { client: "this bot", work: "get" },
  { client: "bare undici", work: "get" },
  // Its second page is an error: it asks for `beforeId`, which ngrok's API does not know.
  { client: "@ngrok/ngrok-api", work: "get" },
];

export const ngrokClient = defineBenchmark<Figures>({
  name: "ngrok-client",
  measure: measureNgrokClient,
  section: ({ sessions, gets, rows }) => [
    ...tableOf(`${count(sessions)} sessions over ${count(sessions / 100)} pages`, rows, "list"),
    "",
    ...goalsOf(rows, "list"),
    "",
    ...tableOf(`${count(gets)} single gets, 20 at once`, rows, "get"),
    "",
    ...goalsOf(rows, "get"),
  ],
});

async function measureNgrokClient({ size, runs, print }: Bench): Promise<Figures> {
  const { sessions, gets } = SIZES[size];
  const folder = mkdtempSync(join(tmpdir(), "ngrok-chatops-bench-"));
  const server = await startMeasured(entry("account-entry.ts"), { SESSIONS: String(sessions) });
  try {
    const account = JSON.parse(server.lines.at(-1) ?? "") as { url: string; apiKey: string; ids: string[] };
    const files = { list: join(folder, "list.json"), get: join(folder, "get.json") };
    writeFileSync(files.list, JSON.stringify(account.ids));
    writeFileSync(files.get, JSON.stringify(account.ids.slice(0, gets)));
    const results = await inTurn(variants, runs, async ({ client, work }, run) => {
      const measured = await startMeasured(entries[client], {
        NGROK_URL: account.url,
        NGROK_KEY: account.apiKey,
        WORK: work,
        IDS_FILE: files[work],
      });
      await measured.stop();
      const { figures } = JSON.parse(measured.lines.at(-1) ?? "") as { figures: ClientFigures };
      print(JSON.stringify({ run, client, work, ...figures }));
      return figures;
    });
    const rows = [...results].map(([variant, all]) => ({ ...variant, ...mediansOf(all) }));
    return { sessions, gets, rows };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function mediansOf(all: readonly ClientFigures[]): ClientFigures {
  const of = (figure: Figure) => rounded(median(all.map((one) => one[figure])), 3);
  return { ms: of("ms"), cpuMs: of("cpuMs"), peakMib: of("peakMib") };
}

function tableOf(what: string, rows: readonly Row[], work: Work): string[] {
  return markdownTable([
    [what, "time", "CPU time", "peak memory (RSS)"],
    ...rows
      .filter((row) => row.work === work)
      .map(({ client, ms, cpuMs, peakMib }) => [client, `${ms} ms`, `${cpuMs} ms`, `${peakMib} MiB`]),
  ]);
}

function goalsOf(rows: readonly Row[], work: Work): string[] {
  const ratio = (figure: Figure) => {
    const of = (wanted: Client) =>
      rows.find((row) => row.client === wanted && row.work === work)?.[figure] ?? Number.NaN;
    const times = of("this bot") / of("bare undici");
    return `${times.toFixed(2)} times, ${times <= GOAL ? "met" : "missed"}`;
  };
  return [
    `Goal, beside bare undici: ${GOAL} times its time (${ratio("ms")}), its CPU time (${ratio("cpuMs")}), its memory (${ratio("peakMib")}).`,
  ];
}

function count(number: number): string {
  return number.toLocaleString("en");
}
