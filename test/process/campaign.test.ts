import { expect, test } from "vitest";
import { runCampaign } from "../../sandbox/crash/campaign.ts";
import type { KillPlan } from "../../sandbox/crash/kill-plan.ts";
import { createRandom } from "../../sandbox/errands/random.ts";
import { type Errand, writeScript } from "../../sandbox/errands/script.ts";
import { checkAll } from "../../sandbox/evidence/checks/all-checks.ts";
import { openSqliteFile } from "../../sandbox/evidence/database.ts";

/** One life for each of these points, in this order; then nobody dies any more. */
function planOf(points: readonly string[]): KillPlan {
  const left = [...points];
  const kills: Record<string, number> = {};
  return {
    next: () => {
      const point = left.shift();
      const arming = { points: point === undefined ? {} : { [point]: 1 }, others: null };
      return { arming, isHunted: true, killAfterMs: null, countsFromReady: true, inTheWait: false };
    },
    met: () => {},
    killed: (point) => {
      kills[point] = (kills[point] ?? 0) + 1;
    },
    killsByPoint: () => kills,
    spared: () => left,
  };
}

const plain = {
  when: "now",
  behaviour: {},
  hasTwin: false,
  changesMeanwhile: false,
  isImpatient: false,
  decision: "approve",
  inWait: "nothing",
  help: "nothing",
  ngrokFault: null,
  slackFault: null,
  channel: "#fleet",
  pauseMs: 0,
} as const;

function errands(seed: number, kinds: readonly Errand["kind"][]): Errand[] {
  return writeScript(seed, kinds.length).map((errand, index) => ({
    ...errand,
    ...plain,
    kind: kinds[index] ?? "session-update",
  }));
}

test("whatever the bot dies of, what was accepted ends once, and Slack shows it once", async () => {
  const seed = 1;
  const points = [
    "before commit of migration",
    "after commit of request",
    "after slack chat.postMessage",
    "after commit of start-call",
    "before ngrok restart",
    "after ngrok restart",
  ];
  const outcome = await runCampaign({
    errands: errands(seed, ["session-update", "session-update", "session-restart", "ingress-create"]),
    encore: null,
    plan: planOf(points),
    random: createRandom(seed),
    processes: 1,
    speed: 20,
    atOnce: 4,
    // Nets for what hangs; a busy machine takes 30 s.
    limitMs: 60_000,
    settleLimitMs: 30_000,
    openDatabase: async (folder) => openSqliteFile(folder),
    print: () => {},
  });
  const violations = checkAll(outcome.evidence);
  const kills = outcome.plan.killsByPoint();
  await outcome.discard();
  expect(violations).toEqual([]);
  expect(kills).toEqual(Object.fromEntries(points.map((point) => [point, 1])));
  expect(outcome.evidence.record.operations.length).toBeGreaterThanOrEqual(4);
}, 120_000);
