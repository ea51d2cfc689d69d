import { describe, expect, test } from "vitest";
import { rolesWith } from "../../sandbox/gallery/samples/roles-with.ts";
import type { Roles } from "../../src/access.ts";
import { type Help, help } from "../../src/views/help.ts";

function placed(overrides: Partial<Roles>): Pick<Help, "roles" | "places"> {
  const roles = rolesWith(overrides);
  const place = (has: boolean) => (has ? "everywhere" : []);
  const { viewer, operator, approver, admin } = roles;
  return {
    roles,
    places: {
      viewer: place(viewer),
      operator: place(operator),
      approver: place(approver),
      admin: place(admin),
    },
  };
}

const draw = (overrides: Partial<Help>) =>
  JSON.stringify(
    help({
      userId: "U0OLGA",
      ...placed({ operator: true }),
      viewersNamed: false,
      channelId: "C0OPS",
      cards: "ok",
      approvalsChannel: null,
      missing: [],
      commands: [],
      ...overrides,
    }).blocks,
  );

describe("help", () => {
  test("an operator is told so, and has the buttons for changes", () => {
    expect(draw({})).toContain("ask for changes (operator)");
    expect(draw({})).toContain("Update a session…");
  });

  test("each command stands above what it does, among those of its kind", () => {
    const commands = [
      { usage: "/ngrok sessions [words]", does: "Online sessions" },
      { usage: "/ngrok session stop ID", does: "Stop an agent" },
      { usage: "/ngrok ingresses", does: "Every agent ingress" },
      { usage: "/ngrok history [ID]", does: "What was asked" },
      { usage: "/ngrok freeze REASON", does: "Stop all changes" },
      { usage: "/ngrok unfreeze", does: "Let them go on" },
    ];
    const shown = draw({ commands });
    const text = (words: string) => JSON.stringify({ type: "mrkdwn", text: words, verbatim: true });
    expect(shown).toContain(
      text("*Sessions*\n`/ngrok sessions [words]`\nOnline sessions\n`/ngrok session stop ID`\nStop an agent"),
    );
    expect(shown).toContain(text("*Ingresses*\n`/ngrok ingresses`\nEvery agent ingress"));
    expect(shown).toContain(text("*Record*\n`/ngrok history [ID]`\nWhat was asked"));
    expect(shown).toContain(
      text("*Admins*\n`/ngrok freeze REASON`\nStop all changes\n`/ngrok unfreeze`\nLet them go on"),
    );
  });

  test.each([
    [
      "an approver",
      { approver: true },
      "you may look at everything and approve other people's changes (approver).",
    ],
    [
      "both",
      { operator: true, approver: true },
      "you may look at everything, ask for changes (operator) and approve other people's changes (approver).",
    ],
    ["an outsider", {}, "you may look at everything and change nothing."],
    [
      "who is not known",
      { unknown: true },
      "you may look at everything. Whether you may do more is not known",
    ],
  ])("%s is told what that one may do, and no more", (_, roles, words) => {
    expect(draw(placed(roles))).toContain(words);
  });

  test("where it is not known what one may do more, it says when to ask again, or who has to do something", () => {
    expect(draw(placed({ unknown: true }))).toContain("Ask again in a minute.");
    const lasting = draw(placed({ unknown: true, untilMended: true }));
    expect(lasting).not.toContain("Ask again");
    expect(lasting).toContain("An admin of the bot has to set that right first");
  });

  test("on a bot without approvers nobody is offered changes, nor told that they may ask", () => {
    const shown = draw({ missing: ["APPROVERS"] });
    expect(shown).toContain("not configured yet");
    expect(shown).toContain("`APPROVERS=U…`");
    expect(shown).not.toContain("(operator)");
    expect(shown).not.toContain("Update a session…");
  });
});
