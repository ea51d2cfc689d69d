import { expect, test } from "vitest";
import { checkSoak } from "../../sandbox/soak/checks/check-soak.ts";
import type { SoakEvidence } from "../../sandbox/soak/soak-evidence.ts";
import { lookups } from "../../sandbox/soak/weather.ts";
import { record, type Step, second, soundRun, steps } from "../evidence/a-sound-run.ts";
import { envelope, everythingElse, slackCall, soundSoak, vitals } from "./a-sound-soak.ts";

const found = (changes: Partial<SoakEvidence>) => checkSoak(soundSoak(changes)).map(({ words }) => words);

const freeze = { by: "U_ADMIN", at: second(9), liftedAt: second(12) };
const seen = { by: "U_ADMIN", askedAt: second(8), toldAt: second(9), endAskedAt: second(11) };
const frozen = "*All changes are frozen* by <@U_ADMIN> since 10:00: for a moment";
const unknown = "Slack did not tell the bot in time who you are in this workspace";
/** Held in the freeze, and let run after it. */
const story: Step[] = [
  ...steps.slice(0, 4),
  [10, "hold", "needs-attention"],
  [13, "restart-now", "waiting", "U_ADA"],
  ...steps.slice(4),
];
const met: Partial<SoakEvidence> = {
  run: soundRun({
    record: { ...record(story, { version: 9, publishedVersion: 9 }), freezes: [freeze] },
    ledger: { ...soundRun().ledger, freezes: [seen] },
    refusals: [
      { at: second(10), userId: "U_OLGA", words: frozen },
      { at: second(31), userId: "U_OLGA", words: unknown },
    ],
  }),
  slackCalls: [
    ...soundSoak().slackCalls,
    ...lookups.map((method) => slackCall(30, method, { args: { user: "U_OLGA" }, fault: "hang" })),
  ],
};
const nothingMet = [
  "there were no freezes of which an admin was told",
  "there were no refusals by a freeze",
  "there were no changes that were held",
  "there were no refusals of somebody unknown",
  "there were no faults of users.info",
  "there were no faults of usergroups.users.list",
  "there were no faults of conversations.info",
];

test("a whole run in which all was tried and met breaks no promise", () => {
  expect(found(met)).toEqual([]);
});

test("a whole run in which nobody tried something shows too little, a short one may", () => {
  const missing = "nobody came through with sessions";
  expect(found({ ...met, envelopes: everythingElse })).toEqual([missing]);
  expect(found({ ...met, envelopes: everythingElse, vitals: vitals(60) })).toEqual([]);
  const undelivered = [envelope({ outcome: "undelivered" }), ...everythingElse];
  const socketTroubles = [{ from: second(0), to: second(5) }];
  expect(found({ ...met, envelopes: undelivered, socketTroubles })).toEqual([missing]);
});

test("so does one without freezes, or in which nobody was unknown", () => {
  expect(found({})).toEqual(nothingMet);
  expect(found({ vitals: vitals(60) })).toEqual([]);
});
