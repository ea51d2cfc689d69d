import parsePrometheus from "parse-prometheus-text-format";
import { type BotWorld, createBotWorld } from "../support/bot-world.ts";

export interface Health {
  status: number;
  isWell: boolean;
  problems: string[];
}

export interface Sample {
  labels: Record<string, string>;
  value: number;
}

/** The bot of a test with its health port, and who asks there. */
export async function createHealthWorld(environment: Record<string, string> = {}) {
  const world = await createBotWorld({ HEALTH_PORT: "0", ...environment });
  const base = await portOf(world);
  const ask = (path: string, init: RequestInit = {}) => fetch(`${base}${path}`, init);
  return {
    ...world,
    base,
    ask,
    health: async (path: "/healthz" | "/readyz"): Promise<Health> => {
      const answer = await ask(path);
      return { status: answer.status, ...((await answer.json()) as Omit<Health, "status">) };
    },
    scrape: async () => readMetrics(await (await ask("/metrics")).text()),
  };
}

async function portOf(world: BotWorld): Promise<string> {
  const line = await world.until(
    () => world.logged.find(({ msg }) => msg === "Health server listens"),
    "the health server",
  );
  return `http://127.0.0.1:${line.port}`;
}

/** What a scrape says, as Prometheus would read it. */
export function readMetrics(text: string) {
  const families = parsePrometheus(text);
  const samples = (name: string): Sample[] => {
    const family = families.find((one) => one.name === name);
    if (family?.type === "HISTOGRAM") return countsOf(text, name);
    return (family?.metrics ?? []).map(({ labels = {}, value }) => ({ labels, value: Number(value) }));
  };
  return {
    names: families.map(({ name }) => name),
    samples,
    /** All of the family with these labels together; of a histogram, how many it has seen. */
    sum: (name: string, wanted: Record<string, string> = {}): number =>
      samples(name)
        .filter(({ labels }) => Object.entries(wanted).every(([label, value]) => labels[label] === value))
        .reduce((total, { value }) => total + value, 0),
  };
}

/** The parser takes histograms that differ by their labels for one. */
function countsOf(text: string, name: string): Sample[] {
  const lines = [...text.matchAll(new RegExp(`^${name}_count(?:\\{(.*)\\})? (\\S+)$`, "gm"))];
  return lines.map(([, labels = "", value]) => ({
    labels: Object.fromEntries([...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, of]) => [label, of])),
    value: Number(value),
  }));
}
