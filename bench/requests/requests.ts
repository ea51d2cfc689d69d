import { type Bench, defineBenchmark } from "../benchmark.ts";
import { inTurn } from "../in-turn.ts";
import { markdownTable } from "../markdown-table.ts";
import { median } from "../statistics.ts";
import { countBrowsing } from "./browsing.ts";
import { type Counts, kinds, sum } from "./count-calls.ts";
import { inScene, type Scene } from "./scene.ts";
import { countUpdates } from "./updates.ts";

interface Row {
  /** Sessions updated at once, or people who look around for a minute. */
  count: number;
  of: "sessions" | "people";
  /** By kind, each the median. */
  calls: Counts;
  inAll: number;
  /** Of those in all, the ones after the first approval. */
  fromApproval: number | null;
}

interface Figures {
  speed: number;
  rows: Row[];
}

type Variant = Pick<Row, "count" | "of">;
type One = Pick<Row, "calls" | "fromApproval">;

const GOAL = 2.5;
const SPEED = { full: 5, small: 20 };
const VARIANTS: Record<Bench["size"], readonly Variant[]> = {
  full: [
    { of: "sessions", count: 1 },
    { of: "sessions", count: 50 },
    { of: "people", count: 1 },
    { of: "people", count: 5 },
  ],
  small: [
    { of: "sessions", count: 2 },
    { of: "people", count: 1 },
  ],
};

export const requests = defineBenchmark<Figures>({
  name: "requests",
  measure: measureRequests,
  section: ({ speed, rows }) => {
    const [most] = rows.filter(({ of }) => of === "sessions").slice(-1);
    const each = most ? most.inAll / most.count : Number.NaN;
    return [
      ...tableOf(rows),
      "",
      `Goal: ${GOAL} calls per session, ${most?.count} at once: ${each.toFixed(2)}, ${each <= GOAL ? "met" : "missed"}. The floor is 2, an update and a restart. The clock of all went ${speed} times as fast.`,
    ];
  },
});

async function measureRequests({ size, runs, print }: Bench): Promise<Figures> {
  const results = await inTurn(VARIANTS[size], runs, async (variant, run) => {
    const one = await inScene(SPEED[size], (scene) => measureOne(scene, variant));
    print(JSON.stringify({ run, ...variant, ...one }));
    return one;
  });
  return { speed: SPEED[size], rows: [...results].map(rowOf) };
}

async function measureOne(scene: Scene, { of, count }: Variant): Promise<One> {
  if (of === "people") return { calls: await countBrowsing(scene, count), fromApproval: null };
  const { fromForm, fromApproval } = await countUpdates(scene, count);
  return { calls: fromForm, fromApproval: sum(fromApproval) };
}

function rowOf([variant, all]: [Variant, One[]]): Row {
  const names = Object.values(kinds).filter((kind) => all.some(({ calls }) => calls[kind]));
  const calls = names.map((kind) => [kind, median(all.map((one) => one.calls[kind] ?? 0))]);
  return {
    ...variant,
    calls: Object.fromEntries(calls),
    inAll: median(all.map((one) => sum(one.calls))),
    fromApproval:
      variant.of === "people" ? null : median(all.map(({ fromApproval }) => fromApproval ?? Number.NaN)),
  };
}

function tableOf(rows: readonly Row[]): string[] {
  const named = Object.values(kinds).filter((kind) => rows.some(({ calls }) => calls[kind]));
  const cells = (of: (row: Row) => number | string) => rows.map((row) => String(of(row)));
  return markdownTable([
    ["calls", ...rows.map(headOf)],
    ...named.map((kind) => [kind, ...cells(({ calls }) => calls[kind] ?? "")]),
    ["in all", ...cells(({ inAll }) => inAll)],
    ["of these, from the first approval on", ...cells(({ fromApproval }) => fromApproval ?? "")],
    ["in all, for each", ...cells(({ inAll, count }) => (inAll / count).toFixed(2))],
  ]);
}

function headOf({ of, count }: Row): string {
  if (of === "sessions") return count === 1 ? "one update" : `${count} updates at once`;
  return count === 1 ? "one person, a minute" : `${count} people, the same minute`;
}
