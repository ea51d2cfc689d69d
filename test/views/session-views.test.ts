import { expect, test } from "vitest";
import { anOperation, aSessionTarget } from "../../sandbox/gallery/samples/an-operation.ts";
import { parseBlocks } from "../../sandbox/slack/validation/validate-blocks.ts";
import { parseView } from "../../sandbox/slack/validation/validate-view.ts";
import type { ServedDetail } from "../../src/operations/served-details.ts";
import { sessionDetails } from "../../src/views/session-details.ts";
import { goneText, sessionCandidates } from "../../src/views/session-not-found.ts";
import { sessionOption } from "../../src/views/session-option.ts";
import { sessionRestartModal } from "../../src/views/session-restart-modal.ts";
import { servedList } from "../../src/views/session-served.ts";
import { sessionStopModal } from "../../src/views/session-stop-modal.ts";
import { type SessionUpdateForm, sessionUpdateModal } from "../../src/views/session-update-modal.ts";
import { type SessionsPage, sessionsList } from "../../src/views/sessions-list.ts";

const nasty = "<!channel> *_~` & \u202E<https://evil.example|x>";
const longId = "ts_2aBcDeFgHiJkLmNoPqRsTuVwXyZ1";
const hostile = aSessionTarget(
  {
    sessionId: longId,
    agentVersion: nasty.repeat(20),
    os: nasty.repeat(20),
    region: nasty.repeat(20),
    ip: nasty.repeat(20),
    transport: nasty.repeat(20),
    metadata: nasty.repeat(100),
  },
  {
    name: nasty.slice(0, 60),
    serves: Array.from({ length: 40 }, (_, index) => ({
      url: `https://${"a".repeat(200)}-${index}.example.com/${nasty}`,
      survives: index % 2 === 0,
    })),
  },
);
const details = (target: typeof hostile): ServedDetail[] =>
  target.serves.map((served) => ({ ...served, upstream: `http://${nasty}`, pooled: true }));
const holder = { operation: anOperation(), link: "https://sandbox.slack.test/archives/C0OPS/p1" };

const page = (over: Partial<SessionsPage> = {}): SessionsPage => ({
  words: "",
  page: 0,
  rows: Array.from({ length: 8 }, () => aSessionTarget()),
  fitting: 20,
  online: 20,
  sharedBy: null,
  ...over,
});
const form = (over: Partial<SessionUpdateForm> = {}): SessionUpdateForm => ({
  values: { reason: "", askedApprovers: [], when: "now", at: null, cardChannelId: null },
  chosen: null,
  holder: null,
  note: null,
  needsApproval: true,
  asksForChannel: false,
  waitMs: 30_000,
  privateMetadata: "C0OPS  ",
  ...over,
});
const confirmation = {
  values: { reason: "", askedApprovers: [] },
  needsApproval: false,
  note: null,
  privateMetadata: "C0OPS ts_1 ",
};

/** All that Slack would parse for mentions and links. */
function parsedTexts(drawn: unknown): string[] {
  if (typeof drawn !== "object" || drawn === null) return [];
  const own = "text" in drawn && typeof drawn.text === "string" ? [drawn.text] : [];
  const isPlain = "type" in drawn && (drawn.type === "plain_text" || drawn.type === "text");
  return [...(isPlain ? [] : own), ...Object.values(drawn).flatMap(parsedTexts)];
}

test("a page of sessions counts what is left and leads to its neighbours with the same words", () => {
  const first = JSON.stringify(sessionsList(page({ words: "linux 3.19" })));
  expect(first).toContain("20 of 20 sessions online fit “linux 3.19”");
  expect(first).toContain("and 12 more");
  expect(first).toContain('"sessions-next","value":"1 linux 3.19"');
  expect(first).not.toContain("sessions-previous");
  const last = JSON.stringify(sessionsList(page({ page: 2, rows: [aSessionTarget()], fitting: 17 })));
  expect(last).toContain("20 sessions online, page 3 of 3.");
  expect(last).toContain('"17 of 17"');
  expect(last).not.toContain("sessions-next");
});

test("a search that finds nothing says what was searched and what to do", () => {
  const none = sessionsList(page({ words: "edge-99", rows: [], fitting: 0 }));
  expect(none.text).toContain("None of the 20 sessions online fits “edge-99”");
  expect(none.text).toContain("metadata");
  expect(none.text).toContain("/ngrok sessions for all");
});

test("a shared list says by whom and has no pages to turn", () => {
  const shared = JSON.stringify(sessionsList(page({ sharedBy: "U7" })));
  expect(shared).toContain("Shared by <@U7>");
  expect(shared).not.toContain("sessions-next");
});

test("a session's details hold its id, where its URLs lead, and who holds it", () => {
  const target = aSessionTarget();
  const shown = JSON.stringify(
    sessionDetails({
      ...target,
      serves: [
        { url: "https://a.example.com", survives: true, upstream: "http://localhost:80", pooled: true },
      ],
      holder,
    }),
  );
  expect(shown).toContain(`\`${target.session.sessionId}\``);
  expect(shown).toContain("`https://a.example.com` → `http://localhost:80` · pooled, survives a restart");
  expect(shown).toContain(`<${holder.link}|See its card>`);
});

test("what certainly cannot work has no button, and says why", () => {
  const of = (session: Parameters<typeof aSessionTarget>[0]) =>
    JSON.stringify(sessionDetails({ ...aSessionTarget(session), serves: [], holder: null }));
  expect(of({ os: "windows" })).not.toContain("Restart…");
  expect(of({ os: "windows" })).toContain("service manager");
  expect(of({ transport: "ssh" })).not.toContain("Update…");
  expect(of({ agentVersion: "1.13.0" })).toContain("ERR_NGROK_804, 805 or 806");
  expect(of({})).not.toContain("SDK");
});

test("the update of a Windows session offers no restart, that of an SSH session nothing", () => {
  const windows = JSON.stringify(sessionUpdateModal(form({ chosen: aSessionTarget({ os: "windows" }) })));
  expect(windows).toContain("Update only:");
  expect(windows).not.toContain("radio_buttons");
  const ssh = JSON.stringify(sessionUpdateModal(form({ chosen: aSessionTarget({ transport: "ssh" }) })));
  expect(ssh).toContain("It cannot be updated.");
});

test("the update names what goes down unless it leaves the agent running", () => {
  const words = (when: "now" | "update-only") =>
    JSON.stringify(
      sessionUpdateModal(form({ chosen: aSessionTarget(), values: { ...form().values, when } })),
    );
  expect(words("now")).toContain("2 URLs go down");
  expect(words("now")).toContain("https://edge-07.example.com");
  expect(words("update-only")).toContain("Nothing goes down");
});

test("a confirmation that needs approval asks for a reason and for whom", () => {
  const shown = JSON.stringify(
    sessionRestartModal({
      ...confirmation,
      needsApproval: true,
      target: aSessionTarget(),
      reconnectTimeoutMs: 180_000,
    }),
  );
  expect(shown).toContain("Ask for approval");
  expect(shown).toContain("multi_users_select");
});

test("a stop says that it cancels what waits", () => {
  const stop = sessionStopModal({ ...confirmation, target: aSessionTarget(), cancels: holder });
  expect(JSON.stringify(stop)).toContain("This cancels what is waiting.");
});

test("twins differ in their options by the end of the id, however long the rest is", () => {
  const option = sessionOption(hostile);
  expect(option.text.text.length).toBeLessThanOrEqual(75);
  expect(option.description?.text).toBe("…VwXyZ1");
  expect(option.value).toBe(longId);
});

test("a session among several that fit has its id in its own row", () => {
  const named = aSessionTarget();
  const rows = sessionCandidates("edge", [named, named]).blocks.slice(1);
  expect(rows.map(({ type }) => type)).toEqual(["section", "section"]);
  for (const row of rows) expect(JSON.stringify(row)).toContain(`\\n\`${named.session.sessionId}\`"`);
});

test("of a session that cannot be updated another is picked in a block of its own", () => {
  const { blocks } = sessionUpdateModal(form({ chosen: aSessionTarget({ transport: "ssh" }) }));
  expect(blocks.slice(0, 2)).toMatchObject([
    { type: "section", text: { text: "*Pick another session:*" } },
    { type: "actions", block_id: "session", elements: [{ type: "external_select" }] },
  ]);
});

test("the URLs that go down stand before those that stay up, each kind named once", () => {
  const served = (url: string, survives: boolean) => ({ url, survives });
  const [a, b, c, d] = [served("a", true), served("b", false), served("c", true), served("d", false)];
  expect(servedList([a, b, c, d])).toBe(
    "Go down:\n•\u00a0`b`\n•\u00a0`d`\nStay up, since others serve them too:\n•\u00a0`a`\n•\u00a0`c`",
  );
  expect(servedList([a, b])).toBe("Goes down:\n•\u00a0`b`\nStays up, since others serve it too:\n•\u00a0`a`");
  expect(servedList([b, d])).toBe("•\u00a0`b`\n•\u00a0`d`");
  const many = Array.from({ length: 15 }, () => [a, b]).flat();
  expect(servedList(many.filter(({ survives }) => !survives))).toMatch(/\nand 3 more$/);
  expect(servedList(many)).toMatch(/^Go down:\n(•.`b`\n){8}and 7 more\nStay up.*:\n(•.`a`\n){4}and 11 more$/);
});

test("a session whose restart is known is named by its new id", () => {
  expect(goneText({ id: "ts_old", newId: "ts_new", newIsOnline: true })).toContain("became `ts_new`");
});

test("a query that is cut is cut in the command to look it up as well", () => {
  const text = goneText({ id: `${"x".repeat(200)} y`, newId: null, newIsOnline: false });
  expect(text).toContain(`\`${"x".repeat(99)}…\``);
  expect(text).toContain("`/ngrok history` tells");
});

test("hostile sessions keep Slack's limits, ping nobody, and have their ids in full", () => {
  const messages = [
    sessionsList(page({ rows: Array.from({ length: 8 }, () => hostile), words: nasty.repeat(20) })),
    sessionsList(page({ rows: [], fitting: 0, words: nasty.repeat(20) })),
    sessionDetails({ ...hostile, serves: details(hostile), holder }),
    sessionCandidates(
      nasty,
      Array.from({ length: 30 }, () => hostile),
    ),
  ];
  const views = [
    sessionUpdateModal(form({ chosen: hostile, holder, note: { text: "no", blockId: "session" } })),
    sessionRestartModal({ ...confirmation, target: hostile, reconnectTimeoutMs: 180_000 }),
    sessionStopModal({ ...confirmation, target: hostile, cancels: holder }),
  ];
  for (const message of messages) expect(parseBlocks(message.blocks)).not.toHaveProperty("messages");
  for (const view of views) expect(() => parseView(view, "modal")).not.toThrow();
  for (const words of [...messages, ...views].flatMap(parsedTexts)) {
    expect(words).not.toContain("<!channel>");
    expect(words).not.toContain("<https://evil.example");
    expect(words).not.toContain("\u202E");
  }
  for (const drawn of [messages[2], ...views]) expect(JSON.stringify(drawn)).toContain(`\`${longId}\``);
});
