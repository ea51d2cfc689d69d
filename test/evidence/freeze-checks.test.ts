import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ON_THE_WAY_MS } from "../../sandbox/evidence/checks/freezes.ts";
import {
  call,
  found,
  message,
  press,
  record,
  type Step,
  second,
  soundRun,
  steps,
  submit,
} from "./a-sound-run.ts";

const ADMIN = "U_ADMIN";
const frozen = (toldAt: number, endAskedAt: number | null) => ({
  by: ADMIN,
  askedAt: second(toldAt - 0.2),
  toldAt: second(toldAt),
  endAskedAt: endAskedAt === null ? null : second(endAskedAt),
});
const freeze = (at: number, liftedAt: number | null) => ({
  by: ADMIN,
  at: second(at),
  liftedAt: liftedAt === null ? null : second(liftedAt),
});
/** A sound run in which an admin reads that all is frozen, and then asks for its end. */
const during = (toldAt: number, endAskedAt: number | null) => ({
  ledger: { ...soundRun().ledger, freezes: [frozen(toldAt, endAskedAt)] },
  record: {
    ...record(),
    freezes: [freeze(toldAt - 0.1, endAskedAt === null ? null : endAskedAt + 0.1)],
  },
});

describe("a freeze holds", () => {
  test("a call that was decided on after its admin had read of it is found, until he asks for its end", () => {
    expect(found(during(15, 15.5))).toEqual([]);
    expect(found(during(16.3, 30))).toEqual([]);
    for (const endAskedAt of [30, null]) {
      expect(found(during(15.5, endAskedAt))).toEqual([
        expect.stringMatching(/a freeze holds: restart .*700 ms after .* it was decided on after that/),
      ]);
    }
  });

  test("one that was on its way before may come, for no longer than the guarantees say", () => {
    expect(readFileSync("docs/guarantees.md", "utf8")).toContain(
      `What was on its way when the freeze was recorded, for ${ON_THE_WAY_MS / 1000} s at most, may still arrive.`,
    );
    expect(found(during(16.1, 60))).toEqual([]);
    const late = (ms: number) => [call(4.2, "update"), call(16.1 + ms / 1000, "restart")];
    const answered: Step[] = steps.map(([at, ...step]) => [at > 16 ? at + 20 : at, ...step]);
    const { ledger, record: whole } = during(16.1, 60);
    const run = { ledger, record: { ...whole, ...record(answered) } };
    expect(found({ ...run, calls: late(ON_THE_WAY_MS) })).toEqual([]);
    expect(found({ ...run, calls: late(ON_THE_WAY_MS + 1) })).toEqual([
      expect.stringMatching(/a freeze holds: restart .*which is no longer on its way/),
    ]);
  });

  test("a call that nobody recorded is found in it", () => {
    const calls = [...soundRun().calls, call(40, "stop", { effect: null })];
    expect(found({ ...during(30, 50), calls })).toContainEqual(
      expect.stringMatching(/a freeze holds: stop .*it was decided on after that/),
    );
  });

  test("one that its admin read of and that is not recorded, or was lifted before he asked, is found", () => {
    const lost = expect.stringMatching(/a freeze holds: U_ADMIN was told of one .*not in the record/);
    const { ledger } = during(30, 50);
    expect(found({ ledger, record: { ...record(), freezes: [] } })).toEqual([lost]);
    expect(found({ ledger, record: { ...record(), freezes: [freeze(30.5, 51)] } })).toEqual([lost]);
    expect(found({ ledger, record: { ...record(), freezes: [freeze(29, 49)] } })).toEqual([lost]);
    expect(found({ ledger, record: { ...record(), freezes: [freeze(29, 51)] } })).toEqual([]);
  });

  test("an approval that could not count while all was frozen is not lost, one before the freeze is", () => {
    const story = steps.slice(0, 1);
    const run = {
      calls: [],
      messages: [message("card", "The request expired."), message("announcement", "expired")],
      ledger: { ...soundRun().ledger, presses: [press()] },
    };
    const ended: Step[] = [...story, [600, "expire", "expired"]];
    const expired = record(ended, { state: "expired", version: 2, publishedVersion: 2 });
    expect(found({ ...run, record: { ...expired, freezes: [freeze(2, 10)] } })).toEqual([]);
    expect(found({ ...run, record: { ...expired, freezes: [freeze(5, 10)] } })).toEqual([
      expect.stringMatching(/lost: Approve by ada/),
    ]);
  });
});

test("a button that was refused as Slack did not say who somebody is is not lost, nor excused by another's", () => {
  const ended: Step[] = [...steps.slice(0, 1), [600, "expire", "expired"]];
  const run = {
    calls: [],
    messages: [message("card", "The request expired."), message("announcement", "expired")],
    record: record(ended, { state: "expired", version: 2, publishedVersion: 2 }),
  };
  const words = "Slack did not tell the bot in time who you are in this workspace";
  const refusal = { at: second(3), userId: "U_ADA", words };
  expect(found({ ...run, refusals: [refusal] })).toEqual([]);
  const others = [
    { ...refusal, userId: "U_BEN" },
    { ...refusal, at: second(2) },
    { ...refusal, words: "Only approvers may approve this." },
  ];
  for (const other of others) {
    expect(found({ ...run, refusals: [other] })).toEqual([expect.stringMatching(/lost: Approve by ada/)]);
  }
});

describe("nothing held runs by itself", () => {
  /** In its wait it was held, and then its restart was called all the same. */
  const held = (...letRun: Step[]) => {
    const story: Step[] = [
      ...steps.slice(0, 4),
      [10, "hold", "needs-attention"],
      ...letRun,
      ...steps.slice(4),
    ];
    const version = story.length;
    const presses = [press(), press({ label: "Restart now", at: second(11.9), ackedAt: second(12.1) })];
    return {
      record: record(story, { version, publishedVersion: version }),
      ledger: { ...soundRun().ledger, submits: [submit()], presses },
    };
  };
  const letByNobody = expect.stringMatching(/nothing held runs by itself: restart .*no approver let it run/);

  test("a held change that runs without anybody's word is found, and one that an approver let run is not", () => {
    expect(found(held([12, "restart-now", "waiting", "U_ADA"]))).toEqual([]);
    expect(found(held([12, "restart-at", "waiting", "U_BEN"]))).not.toContainEqual(letByNobody);
    expect(found(held([12, "look-again", "waiting", "U_ADA"]))).toContainEqual(letByNobody);
    expect(found(held())).toContainEqual(letByNobody);
  });

  test("the word of who asked for it, or of nobody's approver, is none", () => {
    for (const actor of ["U_OLGA", "U_OTTO", undefined]) {
      expect(found(held([12, "restart-now", "waiting", actor]))).toContainEqual(letByNobody);
    }
  });

  test("the word for an earlier hold does not count for a later one", () => {
    const again: Step[] = [
      [12, "restart-now", "waiting", "U_ADA"],
      [13, "hold", "needs-attention"],
    ];
    expect(found(held(...again))).toContainEqual(letByNobody);
  });
});
