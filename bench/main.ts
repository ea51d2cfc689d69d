import { readFile, writeFile } from "node:fs/promises";
import type { Measured } from "./benchmark.ts";
import { benchmarks } from "./benchmarks.ts";
import { thisMachine } from "./machine.ts";
import { type Options, parseOptions, USAGE } from "./options.ts";
import { withFigures } from "./performance-page.ts";

const RUNS = 5;
const figuresFile = new URL("figures.json", import.meta.url);
const page = new URL("../docs/performance.md", import.meta.url);
const print = (line: string) => void process.stdout.write(`${line}\n`);

async function main({ size, only }: Options): Promise<void> {
  const chosen = benchmarks.filter(({ name }) => only.length === 0 || only.includes(name));
  const runs = size === "full" ? RUNS : 1;
  for (const benchmark of chosen) {
    print(`\n# ${benchmark.name}`);
    const figures = await benchmark.measure({ size, runs, print });
    const measuredOn = new Date().toISOString().slice(0, 10);
    const measured: Measured = { machine: thisMachine(), measuredOn, runs, figures };
    print(["", ...benchmark.section(measured)].join("\n"));
    if (size === "full") await publish(benchmark.name, measured);
  }
}

/** After each, so that nothing is lost where a later one fails. */
async function publish(name: string, measured: Measured): Promise<void> {
  const before = JSON.parse(await readFile(figuresFile, "utf8")) as Record<string, Measured>;
  const all = { ...before, [name]: measured };
  await writeFile(figuresFile, `${JSON.stringify(all, null, 2)}\n`);
  await writeFile(page, withFigures(await readFile(page, "utf8"), benchmarks, all));
}

function readOptions(): Options | null {
  const names = benchmarks.map(({ name }) => name);
  try {
    return parseOptions(process.argv.slice(2), names);
  } catch (error) {
    print(`${error instanceof Error ? error.message : error}\n\n${USAGE}\nNAMES: ${names.join(",")}`);
    return null;
  }
}

if (process.argv.includes("--help")) {
  print(USAGE);
  process.exit(0);
}
const options = readOptions();
if (options) await main(options);
process.exit(options ? 0 : 1);
