import { expect, vi } from "vitest";
import type { View } from "../../sandbox/slack/view-store.ts";
import type { MethodUse } from "./method-use.ts";

/** What a person has been told for her eyes only, in #fleet or by the bot's DM. */
function toldTo({ bot: { world } }: MethodUse, name: "olga" | "ben"): string[] {
  const person = world.slack.person(name);
  const own = person.messages("#fleet").filter(({ onlyFor }) => onlyFor !== null);
  const dm = person.messages("dm").filter(({ from }) => from === "bot");
  return [...own, ...dm].map(world.slack.renderText);
}

/** What of it is new after `act`, once there is some. */
async function newlyTold(
  use: MethodUse,
  name: "olga" | "ben",
  act: () => Promise<unknown>,
): Promise<string[]> {
  const before = toldTo(use, name).length;
  await act();
  await use.bot.world.until(() => toldTo(use, name).length > before, `${name} being told something`);
  await use.bot.world.pass(20_000);
  return toldTo(use, name).slice(before);
}

const UNREACHABLE =
  /could not reach Slack|Slack asks the bot to slow down|Slack did not tell the bot in time/;

/** The form of `/ngrok session stop`: there, or words why not. */
async function openForm(use: MethodUse, times: number) {
  const { world } = use.bot;
  const olga = world.slack.person("olga");
  const sessionId = world.sessionOf(use.agent);
  const before = toldTo(use, "olga").length;
  const modal = () => olga.modal();
  const words = () => {
    const view = modal();
    return [...toldTo(use, "olga").slice(before), view ? world.slack.renderText(view) : ""].join();
  };
  use.arm(times);
  const asked = olga.command("#fleet", `session stop ${sessionId}`);
  // Whoever is asked who she is has a second, before which the command is not acked.
  await vi.waitFor(() => expect(use.isMet()).toBe(true));
  await world.clock.advance(1_000);
  await asked;
  const isForm = () => modal()?.submit && words().includes(sessionId);
  await world.until(() => isForm() || UNREACHABLE.test(words()), "the form, or words");
  if (modal()) await olga.closeModal({ all: true });
}

/** A form before which Slack is asked for a person's groups and standing. */
async function askWhoSheIs(use: MethodUse) {
  const { world, steps } = use.bot;
  // What was told is used for a minute, which is what the denial says, too.
  await world.pass(61_000);
  await openForm(use, 1);
  await world.pass(61_000);
  await steps.open(`session stop ${world.sessionOf(use.agent)}`, use.agent);
  await world.slack.person("olga").closeModal({ all: true });
}

/** Calls for people who wait: they get it, or are told that they do not. */
export const personUses: Record<string, (use: MethodUse) => Promise<void>> = {
  "views.open": (use) => openForm(use, 1),
  "views.update": (use) => openForm(use, 2),

  "views.push": async (use) => {
    const { world, steps } = use.bot;
    const olga = world.slack.person("olga");
    const form = await steps.open(`session stop ${world.sessionOf(use.agent)}`, use.agent);
    const text = { type: "plain_text", text: "Go" } as const;
    const button = { type: "button", action_id: "of-another-version", value: "x", text };
    const seen = {
      ...form,
      blocks: [...form.blocks, { type: "actions", block_id: "b", elements: [button] }],
    };
    use.arm();
    const click = () => olga.click({ view: seen as View, actionId: "of-another-version", stale: true });
    expect((await newlyTold(use, "olga", click)).join()).toContain("from another version of the bot");
    await olga.closeModal({ all: true });
  },

  "chat.postEphemeral": async (use) => {
    const { world, steps } = use.bot;
    const card = await steps.askForUpdate(use.agent);
    const seen = card.message();
    await card.press("ada", "Deny");
    await steps.submit("Why not?", { "Why not?": "Not tonight" }, "ada");
    await card.reads("denied");
    // What a click is answered with goes to its own address first.
    world.slack.faults.add("response_url", { kind: "drop-before" });
    use.arm();
    const told = await newlyTold(use, "ben", () => card.press("ben", "Approve", seen));
    for (const words of told) expect(words).toContain("was first");
    // Whether Slack has shown what it did not answer to, nobody can know.
    expect(told.length).toBeLessThanOrEqual(2);
    expect(card.effects()).toEqual([]);
  },

  response_url: async (use) => {
    const { world } = use.bot;
    const olga = world.slack.person("olga");
    use.arm();
    const told = await newlyTold(use, "olga", () => olga.command("#fleet", `sessions ${use.agent}`));
    const [first = ""] = told;
    expect(first).toMatch(new RegExp(`${use.agent}|${UNREACHABLE.source}`));
    expect(told.length).toBeLessThanOrEqual(2);
  },

  "conversations.info": async (use) => {
    // A channel that was fine is not asked for again so soon.
    await use.bot.world.pass(31_000);
    await openForm(use, 1);
  },

  "usergroups.users.list": askWhoSheIs,
  "users.info": askWhoSheIs,

  "views.publish": async (use) => {
    const { world } = use.bot;
    use.arm(2);
    const ben = world.slack.person("ben");
    ben.openHome();
    const before = use.bot.world.slack.calls.length;
    const published = () =>
      world.slack.calls
        .slice(before)
        .filter(({ method, result }) => method === "views.publish" && result === "ok");
    await world.until(() => published().length > 0 && ben.home() !== null, "Home");
  },
};
