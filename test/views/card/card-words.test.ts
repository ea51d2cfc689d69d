import { describe, expect, it } from "vitest";
import { anOperation, aSessionTarget, askedAt } from "../../../sandbox/gallery/samples/an-operation.ts";
import {
  aCallError,
  aReport,
  at,
  candidates,
  departure,
  newSessionId,
} from "../../../sandbox/gallery/samples/card-parts.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import { announcementMessage } from "../../../src/views/card/announcement-message.ts";
import { cardMessage } from "../../../src/views/card/card-message.ts";
import { cardWords } from "../../../src/views/card/card-words.ts";
import { detailsModal } from "../../../src/views/card/details-modal.ts";
import { followUpMessage } from "../../../src/views/card/follow-up-message.ts";
import { noticeMessage } from "../../../src/views/card/notice-message.ts";
import { offers } from "../../../src/views/card/offers.ts";
import { historyList } from "../../../src/views/history-list.ts";
import { inBlocks } from "../../../src/views/operation-words.ts";

const unasked = { rules: { ...anOperation().rules, approvalRequired: false }, expiresAt: null };
const approval = { by: "U0APPROVER", at: at(120) };
const words = (overrides: Partial<Operation>) => cardWords(anOperation(overrides), inBlocks);
const drawn = (overrides: Partial<Operation>) =>
  cardMessage(anOperation(overrides), { approverPing: ["S0A"] });

describe("the first card of what nobody has to approve", () => {
  const first = { ...unasked, state: "scheduled", runAt: askedAt } as const;

  it.each([
    ["session-restart", "restarts edge-07", "Restarting edge-07."],
    ["session-stop", "stops edge-07", "Stopping edge-07."],
    ["ingress-create", "creates ingress edge.example.com", "Creating ingress edge.example.com."],
  ] as const)("of a %s says who does what to which device", (kind, does, title) => {
    const { text, blocks } = drawn({ ...first, kind });
    expect(text).toBe(`<@U0REQUESTER> ${does}: “security fix”.`);
    expect(JSON.stringify(blocks)).toContain(`*${title}*`);
  });

  it("says what goes down, and promises no room", () => {
    expect(words({ ...first, kind: "session-restart" }).body).toContain("2 URLs go down");
    expect(JSON.stringify(drawn({ ...first, approval }))).not.toContain("room");
  });

  it("pings nobody, as its follow-up will", () => {
    const call = { name: "restart", startedAt: at(1), attempt: 1, error: null } as const;
    for (const overrides of [first, { ...unasked, state: "restarting", call } as const]) {
      const { blocks } = drawn({ ...overrides, kind: "session-restart" });
      expect(JSON.stringify(blocks)).not.toMatch(/<@|<!subteam/);
      expect(JSON.stringify(blocks)).toContain("Reason: “security fix”");
    }
    expect(
      JSON.stringify(drawn({ ...unasked, kind: "session-restart", state: "confirming", departure })),
    ).toContain("Asked by <@U0REQUESTER>");
  });
});

describe("an agent on Windows", () => {
  const windows = {
    approval,
    updateAcceptedAt: at(135),
    endedAt: at(180),
    target: aSessionTarget({ os: "windows" }),
  };

  it("is not offered a restart after its update, but told of the service manager", () => {
    const updated = {
      ...windows,
      state: "succeeded",
      schedule: { when: "update-only", chosenAt: null },
    } as const;
    const error = aCallError({ code: "ERR_NGROK_804", message: "not supported" });
    const refused = {
      ...windows,
      state: "failed",
      problem: { code: "call-refused", call: "restart", error },
    } as const;
    for (const overrides of [updated, refused]) {
      expect(offers(anOperation(overrides))).toEqual([]);
      expect(words(overrides).body).toMatch(
        /[Ss]top it: its service manager, where it has one, starts the new version; without one it stays off\./,
      );
    }
    const linux = { ...updated, target: aSessionTarget() };
    expect(offers(anOperation(linux))).toEqual(["restart-again"]);
    expect(words(linux).body).toContain("restart it to run the new version");
  });
});

describe("what may be an SDK application", () => {
  it("is promised no version of the agent", () => {
    const { body } = words({ target: aSessionTarget({ agentVersion: "1.13.0" }) });
    expect(body).toContain("It may be an SDK application (1.13.0); ngrok may refuse. Restart 30 s later.");
    expect(body).not.toContain("newest");
  });
});

describe("a change that a person let run late", () => {
  const late = {
    state: "succeeded",
    approval,
    report: aReport,
    postponement: { by: "U0REQUESTER", at: at(200), from: at(165), until: at(7200) },
    resumption: { by: "U0BEN", at: at(9000), how: "restart-now", until: at(9000) },
    endedAt: at(9010),
  } as const;

  it("names him on the card, in the details and in the history", () => {
    const operation = anOperation(late);
    expect(JSON.stringify(drawn(late))).toContain("let run by <@U0BEN>");
    const details = JSON.stringify(detailsModal(operation));
    expect(details).toContain("let run by <@U0BEN>");
    expect(details).toMatch(
      /postponed by <@U0REQUESTER> from <!date\^1772334165\S* .* to <!date\^1772341200/,
    );
    const page = {
      rows: [{ operation, link: null }],
      subjectId: null,
      cursor: null,
      nextCursor: null,
      sharedBy: null,
    };
    const history = JSON.stringify(historyList(page));
    expect(history).toContain("let run by <@U0BEN>");
    expect(history).toContain("postponed by <@U0REQUESTER>");
  });
});

describe("a resolved change", () => {
  const resolved = {
    state: "resolved",
    approval,
    departure,
    problem: { code: "same-version" },
    report: { ...aReport, agentVersion: "3.19.0" },
    resolution: { at: at(900), by: "U0BEN", how: "noted", note: "Asked Kim about the disk" },
    endedAt: at(900),
  } as const;

  it("keeps what was resolved, beside what was done", () => {
    expect(words(resolved).body).toBe(
      `Still on 3.19.0. New session \`${newSessionId}\`. 2 of 2 URLs are back. “Asked Kim about the disk”.`,
    );
  });

  it("is announced without what was noted", () => {
    const line = JSON.stringify(announcementMessage(anOperation(resolved), null));
    expect(line).toContain("Still on 3.19.0.");
    expect(line).not.toContain("Kim");
  });
});

describe("a single candidate", () => {
  const one = {
    state: "needs-attention",
    problem: { code: "ambiguous", candidates: candidates.slice(0, 1) },
  } as const;

  it("is asked about in the singular, with why there is a doubt", () => {
    expect(words({ ...one, departure })).toMatchObject({
      title: "Is this edge-07?",
      body: "One new session fits, but not for certain: …X7Kq2P.",
    });
    expect(words({ ...one, departure: { ...departure, isWitnessed: false } }).body).toBe(
      "One new session fits, but nobody saw the old one leave: …X7Kq2P.",
    );
  });
});

describe("a change that came too late", () => {
  it.each([
    ["bot-down", "The bot was down"],
    ["ngrok-unreachable", "ngrok was not available"],
    ["slack-unreachable", "Slack could not be reached"],
  ] as const)("because of %s says so", (because, reason) => {
    const problem = { code: "too-late", call: "restart", dueAt: at(0), foundAt: at(2520), because } as const;
    expect(words({ state: "needs-attention", problem })).toMatchObject({
      title: "The restart of edge-07 was due 42 min ago.",
      body: `${reason}, so it was not run.`,
    });
  });
});

describe("a change that stopped after a try without an answer", () => {
  const problem = {
    code: "too-late",
    call: "restart",
    dueAt: at(0),
    foundAt: at(2520),
    because: "bot-down",
  } as const;
  const stopped = { state: "needs-attention", problem, departure } as const;

  it("says so, and that the bot looks, as long as it does", () => {
    expect(words({ ...stopped, dueAt: at(2580) }).body).toBe(
      "An earlier try got no answer; the bot looks whether it takes effect after all. The bot was down, so it was not run again.",
    );
    expect(words({ ...stopped, dueAt: null }).body).toBe(
      "An earlier try got no answer. The bot was down, so it was not run again.",
    );
  });

  it.each([
    ["left", { state: "resolved", resolution: { by: "U0BEN", at: at(900), how: "left", note: "" } }],
    [
      "cancelled",
      {
        state: "cancelled",
        cancellation: { by: "U0BEN", at: at(900), during: "scheduled", forStopBy: null },
      },
    ],
  ] as const)("does not say that nothing changed once it is %s", (_, end) => {
    const { body } = words({ kind: "session-restart", problem, departure, ...end });
    expect(body).toContain("An earlier try got no answer; whether it took effect is not known.");
    expect(body).not.toContain("Nothing changed.");
  });

  it("says that it was not run again where something else was found", () => {
    const supersession = { at: at(900), found: aSessionTarget({ os: "windows" }) };
    const { title } = words({ state: "superseded", departure, supersession });
    expect(title).toBe("edge-07 changed, so it was not run again.");
  });
});

describe("what changed before it was run", () => {
  it("says what was approved and what is there now, and can be asked for again", () => {
    const found = aSessionTarget({ sessionId: newSessionId, agentVersion: "3.22.1" });
    const superseded = { state: "superseded", approval, supersession: { at: at(900), found } } as const;
    expect(words(superseded)).toMatchObject({
      title: "edge-07 changed, so nothing was run.",
      body: "Approved: …TuVa81, 3.19.0. Now: …X7Kq2P, 3.22.1.",
    });
    expect(offers(anOperation(superseded))).toEqual(["ask-again"]);
    expect(offers(anOperation({ ...superseded, supersession: { at: at(900), found: null } }))).toEqual([
      "ask-again",
    ]);
  });
});

describe("the restart of an update that came after another change", () => {
  const supersession = { at: at(900), found: null, during: "waiting" } as const;
  const overtaken = { state: "superseded", approval, supersession } as const;

  it("is not said to have changed nothing, as its update has started", () => {
    expect(words({ ...overtaken, updateAcceptedAt: at(100) })).toEqual({
      title: "Another change came first, so edge-07 was not restarted.",
      body: "Session …TuVa81 is gone; `/ngrok history` has the other change. The update has started; a restart since then runs the new version.",
    });
  });

  it("says what is not known of an update without an answer, and of a try of its own", () => {
    const { title, body } = words({ ...overtaken, departure });
    expect(title).toBe("Another change came first, so edge-07 was not restarted again.");
    expect(body).toContain("Whether its update took effect is not known.");
  });
});

describe("a change cancelled by a stop", () => {
  it("says that a stop was asked for, not that it is stopped", () => {
    const cancellation = { by: "U0BEN", at: at(900), during: "waiting", forStopBy: "U0BEN" } as const;
    expect(words({ state: "cancelled", cancellation }).body).toMatch(/^A stop was asked for instead\. /);
  });
});

describe("an agent that is back without a URL", () => {
  const missingUrls = ["tcp://1.tcp.eu.ngrok.io:20707"];
  const operation = (urls: string[]) =>
    anOperation({
      state: "needs-attention",
      problem: { code: "endpoints-missing" },
      departure,
      report: { ...aReport, backUrls: [], missingUrls: urls },
    });

  it("is said on its card with the URL's name, and in its follow-up once", () => {
    expect(cardWords(operation(missingUrls), inBlocks).body).toContain(
      "Missing: tcp://1.tcp.eu.ngrok.io:20707.",
    );
    expect(JSON.stringify(followUpMessage(operation(missingUrls)).blocks).match(/Missing:/g)).toHaveLength(1);
  });

  it("names as many as fit, and the follow-up more of them", () => {
    const urls = Array.from({ length: 12 }, (_, index) => `https://edge-${index}.example.com`);
    expect(cardWords(operation(urls), inBlocks).body).toMatch(/Missing: https:.* and \d+ more\./);
    expect(JSON.stringify(followUpMessage(operation(urls)).blocks)).toContain("https://edge-6.example.com");
  });
});

it("what changed of a session is named, and versions that are equal are not set against each other", () => {
  const found = aSessionTarget({ os: "windows" });
  const superseded = words({ state: "superseded", approval, supersession: { at: at(900), found } });
  expect(superseded.body).toBe("Changed since its approval: OS.");
});

it("a notification has no marks of mrkdwn", () => {
  const operation = anOperation({ state: "succeeded", approval, departure, report: aReport });
  const { text } = noticeMessage(
    operation,
    { kind: "succeeded", at: at(200), mentions: [] },
    { approverPing: [] },
  );
  expect(text).toContain(`New session ${newSessionId}.`);
  expect(text).not.toMatch(/[`*]/);
});
