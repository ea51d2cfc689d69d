import { describe, expect, test } from "vitest";
import {
  homeAskedAt,
  homeData,
  homeDrawnAt,
  homeGroup,
  homeIngress,
  homeSession,
  homeUpdate,
} from "../../../sandbox/gallery/home-data.ts";
import { homeVariants } from "../../../sandbox/gallery/home-variants.ts";
import { rolesWith } from "../../../sandbox/gallery/samples/roles-with.ts";
import { parseView } from "../../../sandbox/slack/validation/validate-view.ts";
import type { HomeData, OpenGroups } from "../../../src/views/home/home-data.ts";
import { homeFingerprint, homeView } from "../../../src/views/home/home-view.ts";
import { limits } from "../../../src/views/limits.ts";

const nobody = homeGroup([]);
const hostile = `<!channel> *b* <https://evil.example|x> \`c\` \u202e${"&<".repeat(400)}`;
const at = homeDrawnAt;

/** Every text of the view, one a line. */
function words(data: HomeData): string {
  return JSON.stringify(homeView(data).blocks)
    .split(/"text":"/)
    .slice(1)
    .map((part) => JSON.parse(`"${/^(?:[^"\\]|\\.)*/.exec(part)?.[0] ?? ""}"`))
    .join("\n");
}

function open(groups: Partial<OpenGroups>): HomeData {
  return homeData({
    open: { mine: nobody, attention: nobody, running: nobody, awaiting: nobody, ...groups },
  });
}

function sessions(...all: Parameters<typeof homeSession>[0][]): string {
  return words(homeData({ sessions: { state: "read", value: all.map((one) => homeSession(one)), at } }));
}

describe("Home", () => {
  test.each(homeVariants())("$name: Slack takes it", ({ view }) => {
    expect(() => parseView(view, "home")).not.toThrow();
    expect(view.blocks.length).toBeLessThanOrEqual(limits.homeBlocks);
  });

  test("with nothing to show, each section says so in a line", () => {
    const said = words(homeData());
    expect(said).toContain("Nothing waits, nothing runs");
    for (const line of [
      "*Waiting for you*\nNothing waits for you.",
      "*Needs attention*\nNothing needs a person.",
      "*Running now*\nNothing runs, and nothing waits for its time.",
      "*Sessions*\nNone is online.",
      "*Ingresses with certificate trouble*\nThere is no ingress.",
    ]) {
      expect(said).toContain(line);
    }
    expect(said).not.toContain("Waiting for an approver");
  });

  test("its head counts what waits for the person, needs anybody, runs, and waits for others", () => {
    const one = homeGroup([homeUpdate({ device: "edge-07" })]);
    const many = homeGroup([], 3);
    const head = (data: HomeData) => words(data).split("\n")[0];
    expect(head(open({ mine: one, attention: one, running: one, awaiting: one }))).toBe(
      "1 change waits for you · 1 needs a person · 1 under way · 1 waits for approval",
    );
    expect(head(open({ mine: many, attention: many, awaiting: many }))).toBe(
      "3 changes wait for you · 3 need a person · 3 wait for approval",
    );
  });

  test("a row has the card's words and its link, and an approval no buttons but on the card", () => {
    const view = homeView(open({ mine: homeGroup([homeUpdate({ device: "edge-07" })]) }));
    const said = JSON.stringify(view);
    expect(said).toContain("*Update edge-07?*");
    expect(said).toContain("|Card>");
    expect(said).not.toMatch(/Approve|Deny/);
  });

  test("a list that is cut says how many more there are, and how to see them", () => {
    const mine = homeGroup([homeUpdate({ device: "edge-07" })], 13);
    expect(words(open({ mine }))).toContain("and 12 more: `/ngrok open`");
    const value = Array.from({ length: 20 }, (_, index) => homeIngress(`e${index}.example.org`, "DNS_ERROR"));
    const said = words(homeData({ ingresses: { state: "read", value, at } }));
    expect(said).toContain("and 12 more: `/ngrok ingresses`");
  });

  test("nothing foreign pings, links, formats, or bursts a limit", () => {
    const group = homeGroup([homeUpdate({ device: hostile, reason: hostile })]);
    const data: HomeData = {
      ...open({ mine: group, running: group }),
      sessions: {
        state: "read",
        value: [homeSession({ agentVersion: `3.${hostile}`, region: hostile })],
        at,
      },
      ingresses: { state: "read", value: [homeIngress(hostile, hostile)], at },
    };
    const said = words(data);
    expect(said).not.toMatch(/<!channel>|<https:\/\/evil|\u202e/);
    expect(said).not.toContain("*b*");
    expect(() => parseView(homeView(data), "home")).not.toThrow();
  });

  test("a person whose roles Slack does not tell reads that, and what nobody may do yet names the variables", () => {
    const roles = rolesWith({ unknown: true });
    expect(words(homeData({ roles }))).toContain("Slack did not tell who is in its user groups");
    const lasting = words(homeData({ roles: rolesWith({ unknown: true, untilMended: true }) }));
    expect(lasting).toContain("An admin of the bot has to set that right first");
    expect(lasting).not.toContain("it is tried again");
    expect(words(homeData({ missing: ["APPROVERS"] }))).toContain("`APPROVERS=");
  });

  test("a record that cannot be read costs its sections alone", () => {
    const said = words(homeData({ open: "The database is away." }));
    expect(said).toContain("could not be read.* The database is away.");
    expect(said).toContain("None is online.");
  });
});

describe("the sessions on Home", () => {
  test("stand by version, the newest first, and by region, the largest first", () => {
    const old = { agentVersion: "3.9.1" };
    const said = sessions(old, { agentVersion: "3.22.1", region: "us" }, old, { ...old, region: "ap" });
    expect(said).toContain(
      "*4 sessions online*\n• *3.22.1* · 1 session: us 1 · the newest online\n• *3.9.1* · 3 sessions: eu 2, ap 1",
    );
  });

  test("of one version only, none is called the newest", () => {
    expect(sessions({}, {})).not.toContain("newest");
  });

  test("SDK applications, SSH and what has no version stand apart", () => {
    const said = sessions(
      {},
      { agentVersion: "1.13.0" },
      { agentVersion: "", transport: "ssh" },
      { agentVersion: "" },
    );
    expect(said).toMatch(
      /\*3\.19\.0\* · 1 session: eu 1\nPerhaps built with an ngrok SDK.*\n• \*1\.13\.0\* · 1/,
    );
    expect(said).toContain(
      "Without a version:\n• 1 session: eu 1\nSSH, without an agent:\n• 1 session: eu 1",
    );
  });

  test("of many versions the newest and the oldest are shown, and how many lie between", () => {
    const said = sessions(...Array.from({ length: 60 }, (_, minor) => ({ agentVersion: `3.${minor}.0` })));
    expect(said).toContain("*3.59.0*");
    expect(said).toContain("*3.0.0*");
    expect(said).not.toContain("*3.30.0*");
    expect(said).toContain("and 48 more versions between: `/ngrok sessions`");
  });

  test("while ngrok does not answer that is said, with its time and what was seen before", () => {
    const words_ = "ngrok did not answer.";
    const value = [homeSession()];
    const failed = { state: "failed", words: words_, at } as const;
    const never = words(homeData({ sessions: { ...failed, last: null } }));
    const before = words(homeData({ sessions: { ...failed, last: { value, at: homeAskedAt } } }));
    expect(never).toMatch(
      /\*Sessions could not be read at <!date[^>]*03:12:30 UTC>\.\* ngrok did not answer\./,
    );
    expect(before).toMatch(/At <!date[^>]*2026-03-01 03:00:00 UTC> it was:\n\*1 session online\*/);
  });
});

describe("whether Home looks different", () => {
  const seen = (seconds: number) => ({ at: new Date(homeDrawnAt.getTime() + seconds * 1000) });
  const read = (seconds: number) =>
    homeData({
      drawnAt: seen(seconds).at,
      sessions: { state: "read", value: [homeSession()], ...seen(seconds) },
      ingresses: { state: "failed", words: "No.", ...seen(seconds), last: { value: [], ...seen(seconds) } },
    });

  test("does not depend on when it was drawn and ngrok was asked", () => {
    expect(homeFingerprint(read(0))).toBe(homeFingerprint(read(60)));
  });

  test("depends on what it shows", () => {
    const other = { ...read(0), sessions: { state: "read", value: [], at } as const };
    expect(homeFingerprint(other)).not.toBe(homeFingerprint(read(0)));
    expect(homeFingerprint({ ...read(0), note: "x" })).not.toBe(homeFingerprint(read(0)));
  });
});
