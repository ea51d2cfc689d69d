import { describe, expect, test } from "vitest";
import { checkSoak } from "../../sandbox/soak/checks/check-soak.ts";
import { loggedError } from "../../sandbox/soak/logged-error.ts";
import type { SoakEvidence } from "../../sandbox/soak/soak-evidence.ts";
import { second, soundRun } from "../evidence/a-sound-run.ts";
import { envelope, everythingElse, slackCall, soundSoak, vitals } from "./a-sound-soak.ts";

const MIB = 1024 * 1024;
const found = ({ envelopes, ...changes }: Partial<SoakEvidence>) =>
  checkSoak(soundSoak({ ...changes, ...(envelopes ? { envelopes: [...envelopes, ...everythingElse] } : {}) }))
    .filter(({ promise }) => promise !== "everything is tried")
    .map(({ promise, words }) => `${promise}: ${words}`);

test("a run in which all went well breaks no promise", () => {
  expect(found({})).toEqual([]);
});

test("what breaks a promise of any run is found in a long one too", () => {
  expect(found({ run: soundRun({ unexpectedEnds: ["the bot ended with 1"] }) })).toEqual([
    "the process lives: the bot ended with 1",
  ]);
});

describe("acks", () => {
  test("what was delivered and not acked in 3 s is found", () => {
    expect(found({ envelopes: [envelope({ outcome: "not-acked", ackedAfterMs: null })] })).toContainEqual(
      expect.stringMatching(/^acked in 3 s: command "sessions" of U_OLGA/),
    );
  });

  test("what the machine kept from being acked is not judged, and no more than that", () => {
    const judged = Array.from({ length: 50 }, () => envelope({ ackSays: true }));
    const unacked = envelope({ outcome: "not-acked", ackedAfterMs: null, at: second(30) });
    const late = { envelopes: [unacked, ...judged] };
    const problems = [{ at: second(55), words: "An ack came for envelope 1, which waits for none." }];
    const stall = (from: number, to: number) => [{ from: second(from), to: second(to) }];
    expect(found({ ...late, problems, stalls: stall(40, 46) })).toEqual([]);
    expect(found({ ...late, problems, stalls: stall(60, 66) })).toHaveLength(2);
    const other = [{ at: second(55), words: "The ack of /ngrok was refused" }];
    expect(found({ problems: other, stalls: stall(40, 46) })).toHaveLength(1);
  });

  test("a run in which many acks cannot be judged shows nothing", () => {
    const late = envelope({ outcome: "not-acked", ackedAfterMs: null, at: second(30) });
    const stalls = [{ from: second(40), to: second(46) }];
    const many = (count: number) => Array.from({ length: count }, () => envelope({ ackSays: true }));
    expect(found({ envelopes: [late, late, ...many(20)], stalls })).toEqual([
      expect.stringMatching(/^a machine that goes on: 2 of \d+ acks were due while the machine stood still/),
    ]);
    expect(found({ envelopes: [late, late, ...many(100)], stalls })).toEqual([]);
  });

  test("what was lost with its socket is excused only while Slack closes sockets", () => {
    const lost = { envelopes: [envelope({ outcome: "socket-lost", at: second(30) })], slackCalls: [] };
    expect(found({ ...lost, socketTroubles: [{ from: second(29), to: second(31) }] })).toEqual([]);
    expect(found(lost)).toEqual([expect.stringContaining("Slack had closed no socket")]);
  });
});

describe("answers", () => {
  test("a command that was acked and never answered is found", () => {
    expect(found({ slackCalls: [] })).toEqual([expect.stringContaining("nothing was said or changed")]);
  });

  test.each([
    ["words in the ack", { ackSays: true }, []],
    ["a window", {}, [slackCall(2, "views.open", { args: { trigger_id: "1.trigger" } })]],
    ["words for the person's eyes", {}, [slackCall(2, "chat.postEphemeral", { args: { user: "U_OLGA" } })]],
    ["words in the person's DM", {}, [slackCall(2, "chat.postMessage", { args: { channel: "U_OLGA" } })]],
    [
      "an answer of which the bot did not hear",
      {},
      [
        slackCall(2, "response_url", {
          path: "/response/1",
          result: "drop-after",
          fault: "drop-after" as const,
        }),
      ],
    ],
  ])("%s is an answer", (_, change, slackCalls) => {
    expect(found({ envelopes: [envelope(change)], slackCalls })).toEqual([]);
  });

  test.each([
    ["refused", slackCall(2, "response_url", { path: "/response/1", result: "status 503", fault: "status" })],
    ["for another click", slackCall(2, "response_url", { path: "/response/2" })],
    ["for somebody else", slackCall(2, "chat.postEphemeral", { args: { user: "U_ADA" } })],
    ["late", slackCall(90, "response_url", { path: "/response/1" })],
    ["from before", slackCall(0.5, "chat.postMessage", { args: { channel: "U_OLGA" } })],
  ])("an answer that is %s is none", (_, call) => {
    expect(found({ slackCalls: [call] })).toHaveLength(1);
  });

  test("a button on a card is answered by its card as well, and by no other", () => {
    const button = { kind: "button", name: "card-approve", operationId: "op_1" } as const;
    const drawn = (id: string) => {
      const metadata = {
        event_type: "ngrok_chatops_operation",
        event_payload: { operation_id: id, role: "card" },
      };
      return [slackCall(2, "chat.update", { args: { channel: "C1", metadata } })];
    };
    expect(found({ envelopes: [envelope(button)], slackCalls: drawn("op_1") })).toEqual([]);
    expect(found({ envelopes: [envelope(button)], slackCalls: drawn("op_2") })).toHaveLength(1);
  });

  test("nobody could be answered while Slack was away", () => {
    expect(found({ slackCalls: [], slackAway: [{ from: second(3), to: second(20) }] })).toEqual([]);
    expect(found({ slackCalls: [], slackAway: [{ from: second(70), to: second(80) }] })).toHaveLength(1);
  });

  test("one call that Slack failed is no excuse for saying nothing, two are", () => {
    const failed = (seconds: number) =>
      slackCall(seconds, "chat.postMessage", { args: { channel: "U_OLGA" }, result: "hang", fault: "hang" });
    expect(found({ slackCalls: [failed(2)] })).toHaveLength(1);
    expect(found({ slackCalls: [failed(2), failed(3)] })).toEqual([]);
  });

  test("a choice in a form needs an ack, and a Home that was opened must be drawn", () => {
    expect(found({ envelopes: [envelope({ kind: "choice" })], slackCalls: [] })).toEqual([]);
    const opened = envelope({ kind: "event", name: "app_home_opened", triggerId: null, responsePath: null });
    expect(found({ envelopes: [opened], slackCalls: [] })).toEqual([
      expect.stringContaining("no Home was ever drawn"),
    ]);
    const home = slackCall(2, "views.publish", { args: { user_id: "U_OLGA" } });
    expect(found({ envelopes: [opened], slackCalls: [home] })).toEqual([]);
  });
});

describe("sockets", () => {
  test("no open socket is found where Slack would long have had one", () => {
    const gaps = [{ from: second(10), to: second(150) }];
    expect(found({ gaps })).toEqual([expect.stringContaining("23333 ms longer than Slack's doing explains")]);
    expect(found({ gaps, socketTroubles: [{ from: second(10), to: second(120) }] })).toEqual([]);
  });

  test("a socket that never came back is found", () => {
    const run = soundRun({ endedAt: second(300) });
    expect(found({ gaps: [{ from: second(10), to: null }], run })).toHaveLength(1);
  });
});

describe("the log", () => {
  const error = (words: string, at = second(30)) => ({ errors: [loggedError({ msg: words }, at)] });

  test("an error that no fault explains is found, and each fatal one", () => {
    expect(found(error("lease kept"))).toEqual([expect.stringContaining("lease kept")]);
    expect(found(error("Fault"))).toHaveLength(1);
    expect(found(error("Handler failed"))).toHaveLength(1);
  });

  test("Slack's library may complain while its sockets are closed", () => {
    const socketTroubles = [{ from: second(29), to: second(31) }];
    expect(found({ ...error("Slack library"), socketTroubles })).toEqual([]);
    expect(found(error("Slack library"))).toHaveLength(1);
  });

  test("what Slack refuses for its form, or swallows, is found", () => {
    const problems = [{ at: second(30), words: "An ack was refused" }];
    expect(found({ problems })).toEqual(["in Slack's terms: An ack was refused"]);
    const calls = soundSoak().slackCalls;
    const refused = (result: string) =>
      found({ slackCalls: [...calls, slackCall(3, "chat.update", { result })] });
    expect(refused("invalid_blocks")).toHaveLength(1);
    expect(refused("ratelimited")).toEqual([]);
  });
});

describe("memory", () => {
  test.each([
    ["heap after a collection", (second: number) => ({ heapBytes: (40 + second * 0.02) * MIB })],
    ["memory outside of the heap", (second: number) => ({ externalBytes: (10 + second * 0.02) * MIB })],
    ["resident memory", (second: number) => ({ rssBytes: (250 + second * 0.2) * MIB })],
  ])("%s that grows through the run is found", (name, grows) => {
    expect(found({ vitals: vitals(600, grows) })).toEqual([
      expect.stringContaining(`memory is flat: ${name}`),
    ]);
  });

  test("what has grown to its size early, or comes and goes, is flat", () => {
    const settling = vitals(600, (second) => ({ heapBytes: Math.min(40, 20 + second * 0.2) * MIB }));
    expect(found({ vitals: settling })).toEqual([]);
  });

  test("sockets and timers that stay when all is at its end are found, those that come and go are not", () => {
    const before = vitals(4);
    const stays = vitals(4, () => ({ resources: { Timeout: 6, TCPSocketWrap: 30 } }));
    expect(found({ idle: { before, after: stays } })).toEqual([
      "memory is flat: 36 sockets, timers and the like when all was at its end, 8 before it began",
    ]);
    const passes = vitals(4, (second) => ({ resources: { Timeout: second === 3 ? 6 : 60 } }));
    expect(found({ idle: { before, after: passes } })).toEqual([]);
  });

  test("a short run, all of it in the first minutes, may grow a little more, and is found where it grows much", () => {
    const grows = (mebibytes: number) =>
      found({ vitals: vitals(60, (second) => ({ heapBytes: (40 + (second * mebibytes) / 30) * MIB })) });
    expect(grows(4)).toEqual([]);
    expect(grows(6)).toEqual([expect.stringContaining("heap after a collection")]);
  });

  test("resident memory is not judged by one minute", () => {
    const grows = (second: number) => ({ rssBytes: (200 + second * 2) * MIB });
    expect(found({ vitals: vitals(60, grows) })).toEqual([]);
  });

  test("a process that did not tell how it is shows nothing", () => {
    expect(found({ vitals: vitals(5) })).toEqual([expect.stringContaining("only 5 looks")]);
  });

  test("a thread that works at one thing too long is found, one that waits for a busy machine is not", () => {
    const held = (cpuMs: number) =>
      vitals(600, (second) =>
        second === 300 ? { cpuMs, delayMs: { median: 10, p99: 12, longest: 2000 } } : {},
      );
    expect(found({ vitals: held(1900) })).toEqual([expect.stringContaining("held up for 2000 ms")]);
    expect(found({ vitals: held(200) })).toEqual([]);
  });
});
