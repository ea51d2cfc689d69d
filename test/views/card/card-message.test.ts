import type { ActionsBlock, KnownBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import { anOperation, aSessionTarget, askedAt } from "../../../sandbox/gallery/samples/an-operation.ts";
import { aReport } from "../../../sandbox/gallery/samples/card-parts.ts";
import { cardVariants } from "../../../sandbox/gallery/samples/card-variants.ts";
import { parseBlocks } from "../../../sandbox/slack/validation/validate-blocks.ts";
import { parseView } from "../../../sandbox/slack/validation/validate-view.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import { announcementMessage } from "../../../src/views/card/announcement-message.ts";
import { askSomeoneElseModal } from "../../../src/views/card/ask-someone-else-modal.ts";
import { cardMessage } from "../../../src/views/card/card-message.ts";
import { chooseModal } from "../../../src/views/card/choose-modal.ts";
import { denyModal } from "../../../src/views/card/deny-modal.ts";
import { detailsModal } from "../../../src/views/card/details-modal.ts";
import { followUpMessage } from "../../../src/views/card/follow-up-message.ts";
import { noticeMessage } from "../../../src/views/card/notice-message.ts";
import { offers } from "../../../src/views/card/offers.ts";
import { resolveModal } from "../../../src/views/card/resolve-modal.ts";
import { chooseTimeModal, postponeModal } from "../../../src/views/card/time-modal.ts";
import { limits } from "../../../src/views/limits.ts";
import type { Message, Modal } from "../../../src/views/message.ts";

const approverPing = ["S0APPROVERS"];
const noticeKinds = ["denied", "failed", "superseded", "needs-attention", "asked", "returned-late"] as const;

function messagesOf(operation: Operation): Message[] {
  const notices = noticeKinds.map((kind) => ({ kind, at: askedAt, mentions: ["U0ASKED"] }));
  return [
    cardMessage(operation, { approverPing }),
    followUpMessage(operation),
    announcementMessage(operation, "https://sandbox.slack.com/archives/C0OPS/p1"),
    ...notices.map((notice) => noticeMessage(operation, notice, { approverPing: [] })),
  ];
}

function modalsOf(operation: Operation): Modal[] {
  const always = [
    denyModal(operation),
    postponeModal(operation, askedAt),
    chooseTimeModal(operation, askedAt),
    resolveModal(operation),
    askSomeoneElseModal(operation),
    detailsModal(operation),
  ];
  return offers(operation).includes("choose") ? [...always, chooseModal(operation)] : always;
}

function problemsOf(blocks: KnownBlock[]): string[] {
  const parsed = parseBlocks(blocks);
  return "messages" in parsed ? parsed.messages : [];
}

/** Every string of a drawing with where it stands. */
function stringsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
}

const hostile = [
  "<!channel> <@U0VICTIM> <!subteam^S0VICTIM> `*_~``` \n> quote\n\u202Egpj.exe\u202C\u200B 👩‍👩‍👧‍👦 \uD83D",
  "&".repeat(3000),
  "𝒟".repeat(1500),
  " \n\t ",
];

/** The operation with every foreign string replaced. */
function poisoned(operation: Operation, text: string): Operation {
  const poison = (value: unknown, key: string): unknown => {
    if (value instanceof Date) return value;
    if (Array.isArray(value)) return value.map((item) => poison(item, key));
    // The name of a call is ours.
    if (key === "call") return value;
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, poison(item, name)]));
    }
    return typeof value === "string" && FOREIGN.has(key) ? text : value;
  };
  return poison(operation, "") as Operation;
}

const FOREIGN = new Set([
  "name",
  "agentVersion",
  "os",
  "transport",
  "metadata",
  "ip",
  "region",
  "url",
  "urls",
  "backUrls",
  "missingUrls",
  "domain",
  "description",
  "reason",
  "note",
  "message",
]);

describe("a card in every state", () => {
  it("and all that belongs to it is taken by Slack", () => {
    for (const { name, operation } of cardVariants()) {
      for (const message of messagesOf(operation)) {
        expect(problemsOf(message.blocks), name).toEqual([]);
        expect(message.text.length, name).toBeLessThanOrEqual(limits.sectionText);
        expect(message.text, name).not.toContain("<!date");
        expect(message.text, name).not.toMatch(/undefined|null|NaN|\[object/);
      }
      for (const modal of modalsOf(operation)) expect(() => parseView(modal, "modal"), name).not.toThrow();
    }
  });

  it("stays within Slack's limits and pings nobody, whatever agents and people are called", () => {
    const problems = hostile.flatMap((text) =>
      cardVariants().flatMap(({ name, operation }) =>
        harmOf(poisoned(operation, text)).map((harm) => `${name}, ${text.slice(0, 20)}: ${harm}`),
      ),
    );
    expect(problems).toEqual([]);
  });

  it("has three lines at most above its buttons, the first one bold", () => {
    for (const { name, operation } of cardVariants()) {
      const { blocks } = cardMessage(operation, { approverPing });
      const texts = mrkdwnOf([{ text: "", blocks }]);
      const lines = texts.join("\n").split("\n");
      expect(lines.length, name).toBeLessThanOrEqual(3);
      expect(lines[0], name).toMatch(/^\*.*[.?]\*( <|$)/);
      expect(blocks.at(-1)?.type, name).toBe("actions");
    }
  });

  it("has buttons that carry the operation's id and nothing else", () => {
    for (const { name, operation } of cardVariants()) {
      const { elements } = actionsOf(operation);
      expect(elements.length, name).toBeGreaterThan(0);
      const values = elements.flatMap((element) =>
        element.type === "overflow" ? element.options.map((option) => option.value) : [buttonValue(element)],
      );
      const { id } = operation;
      const own = new Set([id, `details:${id}`, `ask:${id}`, `cancel:${id}`]);
      expect(
        values.filter((value) => !own.has(value ?? "")),
        name,
      ).toEqual([]);
    }
  });
});

function actionsOf(operation: Operation): ActionsBlock {
  const last = cardMessage(operation, { approverPing }).blocks.at(-1);
  if (last?.type !== "actions") throw new Error("The card ends without buttons");
  return last;
}

function buttonValue(element: ActionsBlock["elements"][number]): string | undefined {
  return "value" in element ? element.value : undefined;
}

/** What a drawing does that it must not. */
function harmOf(operation: Operation): string[] {
  const messages = messagesOf(operation);
  const modals = modalsOf(operation);
  const inModals = modals.map(({ blocks }) => ({ text: "", blocks: blocks as KnownBlock[] }));
  // In plain_text nothing is parsed; all else must not be.
  const parsed = [...messages.map(({ text }) => text), ...mrkdwnOf([...messages, ...inModals])];
  return [
    ...messages.flatMap(({ blocks }) => problemsOf(blocks)),
    ...modals.flatMap(viewProblems),
    ...messages.filter(({ text }) => text.length > limits.sectionText).map(() => "the text is too long"),
    ...parsed.filter((text) => /<!(channel|here|everyone)|U0VICTIM>|S0VICTIM>/.test(text)),
    ...[...messages, ...modals].flatMap(stringsOf).filter((text) => /[\u202A-\u202E\u200B\u200D]/.test(text)),
  ];
}

function viewProblems(modal: Modal): string[] {
  try {
    parseView(modal, "modal");
    return [];
  } catch (error) {
    return [String(error)];
  }
}

function mrkdwnOf(messages: Message[]): string[] {
  return messages.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.type === "section") return [block.text?.text ?? ""];
      return block.type === "context" ? block.elements.map((one) => ("text" in one ? one.text : "")) : [];
    }),
  );
}

describe("an approval", () => {
  const drawn = (overrides: Partial<Operation> = {}) => cardMessage(anOperation(overrides), { approverPing });

  it("mentions the approvers of the configuration while it is awaited", () => {
    expect(mrkdwnOf([drawn()])[0]).toContain("*Update edge-07?* <!subteam^S0APPROVERS>");
  });

  it("mentions whom the requester picked instead", () => {
    const request = { ...anOperation().request, askedApprovers: ["U0KIM"] };
    const [text] = mrkdwnOf([drawn({ request })]);
    expect(text).toContain("<@U0KIM>");
    expect(text).not.toContain("S0APPROVERS");
  });

  it("no longer mentions them once it is decided", () => {
    const approval = { by: "U0KIM", at: askedAt };
    expect(JSON.stringify(drawn({ state: "scheduled", approval, runAt: askedAt }))).not.toContain(
      "S0APPROVERS",
    );
  });

  it("asks back with the names of what goes down", () => {
    expect(JSON.stringify(drawn().blocks)).toContain(
      "Go down: edge-07.example.com, tcp://1.tcp.eu.ngrok.io:20707.",
    );
  });

  it("counts the URLs that do not fit the question instead of cutting one", () => {
    const serves = Array.from({ length: 30 }, (_, index) => ({
      url: `https://device-${index}.example.com`,
      survives: false,
    }));
    const operation = anOperation({ target: aSessionTarget({}, { serves }) });
    const [approve] = actionsOf(operation).elements;
    const text = approve?.type === "button" ? (approve.confirm?.text.text ?? "") : "";
    expect(text).toMatch(
      /^Go down: (device-\d+\.example\.com, )+and \d+ more|^Go down: .*\.com and \d+ more/,
    );
    expect(text.length).toBeLessThanOrEqual(limits.confirmText);
    expect(text).not.toContain("…");
  });
});

describe("a follow-up", () => {
  it("reports the new session in full, both versions, the time away and which URLs are back", () => {
    const report = {
      ...aReport,
      backUrls: aReport.backUrls.slice(0, 1),
      missingUrls: aReport.backUrls.slice(1),
    };
    const text = mrkdwnOf([followUpMessage(anOperation({ state: "succeeded", report }))]).join("\n");
    expect(text).toContain("*edge-07 is back.* <@U0REQUESTER>");
    expect(text).toContain("3.19.0 → 3.22.1, away 6 s. New session `ts_2nEwIdOfThEsAmEaGeNtX7Kq2P`.");
    expect(text).toContain("Back: https://edge-07.example.com");
    expect(text).toContain("Missing: tcp://1.tcp.eu.ngrok.io:20707");
  });

  it("mentions the requester before the restart, since an edit tells nobody", () => {
    const message = followUpMessage(anOperation({ state: "waiting" }), { isCallNext: true });
    expect(mrkdwnOf([message])[0]).toBe(
      "*Restarting edge-07.* <@U0REQUESTER>\nIts new session id follows in this message.",
    );
  });
});

describe("a notice", () => {
  it("mentions requester and approver, each once", () => {
    const operation = anOperation({
      state: "needs-attention",
      approval: { by: "U0KIM", at: askedAt },
      problem: { code: "not-back" },
    });
    const notice = { kind: "needs-attention", at: askedAt, mentions: ["U0REQUESTER"] } as const;
    const [text = ""] = mrkdwnOf([
      noticeMessage(operation, { ...notice, mentions: [...notice.mentions] }, { approverPing: [] }),
    ]);
    expect(text.match(/<@\w+>/g)).toEqual(["<@U0REQUESTER>", "<@U0KIM>"]);
  });

  it("asks whom it is to ask and pings nobody else first", () => {
    const notice = { kind: "asked" as const, at: askedAt, mentions: ["U0KIM"] };
    const [text = ""] = mrkdwnOf([noticeMessage(anOperation(), notice, { approverPing: [] })]);
    expect(text).toBe(
      "<@U0KIM>: *Update of edge-07?* <@U0REQUESTER> asks you to approve it on the card above.",
    );
  });
});

describe("an announcement", () => {
  it("is one line that mentions nobody", () => {
    for (const { name, operation } of cardVariants().filter(
      (variant) => variant.operation.endedAt !== null,
    )) {
      const { text, blocks } = announcementMessage(operation, null);
      const [line = ""] = mrkdwnOf([{ text, blocks }]);
      expect(`${line}${text}`, name).not.toMatch(/<[@!](?!date)|\n/);
    }
  });
});
