import { beforeAll, describe, expect, test } from "vitest";
import type { Entry } from "../../sandbox/slack/people/chosen-state.ts";
import { useBot } from "../support/use-bot.ts";

const bot = useBot({
  // A process that has died says so in its log.
  mayLogErrors: true,
  environment: { RESTART_LATEST_MINUTES: "5" },
  agents: {
    updated: {},
    restarted: {},
    stopped: {},
    left: {},
    unread: {},
    "said-nothing": {},
    "looked-at-twice": {},
    refused: {},
  },
});
const domains = ["edited", "deleted", "changed", "refused"].map((name) => `${name}.example.com`);
beforeAll(() => {
  for (const domain of domains) bot.world.ngrok.ingresses.create({ domain, description: "Tills" });
});

const session = (command: string) => (agent: string) => `session ${command} ${bot.world.sessionOf(agent)}`;
const ingress = (command: string) => (domain: string) => `ingress ${command} ${domain}`;

type Form = [command: (name: string) => string, name: string, entries: Record<string, Entry>];
const FORMS: Record<string, Form> = {
  update: [session("update"), "updated", { Reason: "security fix" }],
  restart: [session("restart"), "restarted", {}],
  stop: [session("stop"), "stopped", {}],
  edit: [ingress("edit"), "edited.example.com", { Description: "Kiosks" }],
  deletion: [
    ingress("delete"),
    "deleted.example.com",
    { "Type the domain to confirm": "deleted.example.com", Reason: "Moved" },
  ],
};

const HANG = ["/tunnel_sessions", "/agent_ingresses/*"].map((path) => ({ method: "GET", path }) as const);

async function filledIn([command, name, entries]: Form) {
  const { world, steps } = bot;
  await steps.open(command(name), name);
  await world.slack.person("olga").fill(entries);
  return world.slack.person("olga");
}

/** The process dies between the ack and its look at ngrok; what happens `meanwhile` happens while it is down. */
async function killedAfterAck(form: Form, meanwhile = () => {}) {
  const { world } = bot;
  const olga = await filledIn(form);
  // What was read to open the form must not do for the look after it.
  await world.clock.advance(3000);
  for (const request of HANG) world.ngrok.faults.add({ ...request, action: "hang", times: "always" });
  const watched = bot.steps.watchNgrok();
  // Answered by the ack alone: no time has passed since.
  expect(await olga.submit()).toMatchObject({ kind: "updated" });
  await world.killBot();
  world.ngrok.faults.clear();
  await olga.closeModal({ all: true });
  meanwhile();
  await world.bootBot();
  return watched;
}

async function cardAfterDeath(form: Form, meanwhile?: () => void) {
  let watched = bot.steps.watchNgrok();
  const card = await bot.steps.newCard(async () => {
    watched = await killedAfterAck(form, meanwhile);
  });
  return { card, watched };
}

describe("a bot that dies right after the ack", () => {
  test("is followed by one that lists what is recorded, looks at ngrok, and asks for the update's approval", async () => {
    const { world, steps } = bot;
    const [command, name, entries] = FORMS.update as Form;
    const card = await steps.newCard(async () => {
      await killedAfterAck([command, name, entries]);
      await world.slack.person("olga").command("#fleet", "open");
      const listed = await steps.told("olga", "Waits until the bot has checked it at ngrok.");
      expect(listed).toContain("its card is not posted yet");
    });
    await card.reads("*Update updated?* @ada @ben");
    await card.press("ada", "Approve");
    await card.reads("*updated is back.*");
    expect(world.commands("update")).toHaveLength(1);
    expect(world.commands("restart")).toHaveLength(1);
  });

  test("has its restart run once", async () => {
    const { card, watched } = await cardAfterDeath(FORMS.restart as Form);
    await card.reads("*restarted is back.*");
    expect(watched.effects()).toEqual(["restart-begun"]);
  });

  test("has its stop run once", async () => {
    const { card, watched } = await cardAfterDeath(FORMS.stop as Form);
    await card.reads("*stopped is stopped.*");
    expect(watched.writes()).toEqual(["POST 204"]);
  });

  test("has its edit run once", async () => {
    const { card, watched } = await cardAfterDeath(FORMS.edit as Form);
    expect(await card.reads("is edited")).toContain("Description “Tills” → “Kiosks”.");
    expect(watched.writes()).toEqual(["PATCH 200"]);
  });

  test("has its deletion wait for approval", async () => {
    const { card, watched } = await cardAfterDeath(FORMS.deletion as Form);
    await card.reads("*Delete ingress deleted.example.com?* @ada @ben");
    expect(watched.writes()).toEqual([]);
  });

  test("has what changed meanwhile said by a card, which offers to ask again with what was typed", async () => {
    const { world, steps } = bot;
    const form: Form = [ingress("edit"), "changed.example.com", { Description: "Kiosks" }];
    const { card, watched } = await cardAfterDeath(form, () => {
      const [found] = world.ngrok.ingresses.all().filter(({ domain }) => domain === form[1]);
      if (found) world.ngrok.ingresses.change(found, { description: "Theirs" });
    });
    expect(await card.reads("changed, so")).toBe(
      "*Ingress changed.example.com changed, so nothing was run.*\nChanged since the form was opened: description.\nAsked by @olga\n[Ask again] [Details]",
    );
    await card.press("olga", "Ask again");
    expect(await steps.answer("cannot be changed")).toContain("Description (optional): Kiosks");
    expect([card.thread(), watched.writes()]).toEqual([[], []]);
  });

  test("has a session that left meanwhile said by a card", async () => {
    const form: Form = [session("restart"), "left", { Reason: "stuck" }];
    const { card, watched } = await cardAfterDeath(form, () => bot.world.ngrok.agents.reconnect("left"));
    expect(await card.reads("is gone")).toMatch(
      /^\*left is gone, so nothing was run\.\*\nSession \S+ is offline\. Ask again once it is back\.\nAsked by @olga/,
    );
    expect(watched.writes()).toEqual([]);
  });

  test("and cannot reach ngrok afterwards, ends in words once it is too late", async () => {
    const { world } = bot;
    const form: Form = [session("restart"), "unread", {}];
    const { card, watched } = await cardAfterDeath(form, () => {
      world.ngrok.faults.add({
        method: "GET",
        path: "/tunnel_sessions",
        action: "html-502",
        times: "always",
      });
    });
    world.ngrok.faults.clear();
    expect(await card.reads("was not restarted")).toMatch(
      /^\*unread was not restarted\.\*\nThe bot could not check it at ngrok first\. .* Nothing changed\.\nAsked by @olga\n\[Ask again\] \[Details\]$/,
    );
    expect(watched.writes()).toEqual([]);
  });

  test("before its form could say what was in the way, has a card say it", async () => {
    const { world, steps } = bot;
    const form: Form = [session("restart"), "said-nothing", {}];
    const card = await steps.newCard(async () => {
      const olga = await filledIn(form);
      world.ngrok.agents.reconnect("said-nothing");
      await world.clock.advance(3000);
      world.diesAt("after commit of find-obstacle");
      await olga.submit();
      await world.killBot();
      await olga.closeModal({ all: true });
      await world.bootBot();
    });
    await card.reads("*said-nothing is gone, so nothing was run.*");
  });
});

test("a look that cannot be recorded is made again, and the form says that it goes on by itself", async () => {
  const { world, steps } = bot;
  const card = await steps.newCard(async () => {
    const olga = await filledIn([session("restart"), "looked-at-twice", {}]);
    world.refuses("before commit of review");
    await olga.submit();
    expect(await steps.answer("Recorded")).toContain(
      "The bot could not check it at ngrok yet; it goes on by itself",
    );
    world.refuses("");
  });
  await card.reads("*looked-at-twice is back.*");
  expect(card.thread()).toHaveLength(1);
});

describe("a form that the record refuses", () => {
  const refused: [string, Form][] = [
    ["update", [session("update"), "refused", { Reason: "security fix" }]],
    ["restart", [session("restart"), "refused", {}]],
    ["stop", [session("stop"), "refused", {}]],
    ["edit", [ingress("edit"), "refused.example.com", { Description: "Kiosks" }]],
    [
      "deletion",
      [
        ingress("delete"),
        "refused.example.com",
        { "Type the domain to confirm": "refused.example.com", Reason: "Moved" },
      ],
    ],
  ];
  test.each(refused)("stays with words at a field, and no %s is recorded", async (_, form) => {
    const { world, steps } = bot;
    const olga = await filledIn(form);
    const watched = steps.watchNgrok();
    world.refuses("before commit of request");
    const answer = await olga.submit();
    expect(answer).toMatchObject({ kind: "errors" });
    expect(JSON.stringify(answer)).toContain("through a fault of its own");
    world.refuses("");
    await olga.closeModal({ all: true });
    const name = form[1];
    const id = world.ngrok.ingresses.all().find(({ domain }) => domain === name)?.id ?? world.sessionOf(name);
    await olga.command("#fleet", `history ${id}`);
    await steps.told("olga", `Nothing was asked of this bot for \`${id}\``);
    expect(watched.writes()).toEqual([]);
  });
});
