import { beforeAll, describe, expect, test } from "vitest";
import type { Fault } from "../../sandbox/ngrok/faults.ts";
import { useBot } from "../support/use-bot.ts";

const bot = useBot();
const domains = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"].map(
  (name) => `${name}.example.com`,
);
beforeAll(() => {
  for (const domain of domains) bot.world.ngrok.ingresses.create({ domain, description: "Tills" }, 60_000);
});

const ITEM = "/agent_ingresses/*";
const LOST: Fault[] = [
  { path: ITEM, action: "hang" },
  { path: ITEM, action: "hang", executed: true },
  { path: ITEM, action: "html-502" },
];

function ingressOf(domain: string) {
  const found = bot.world.ngrok.ingresses.all().find((ingress) => ingress.domain === domain);
  if (!found) throw new Error(`There is no ingress for ${domain}`);
  return found;
}

async function openEdit(domain: string) {
  await bot.steps.open(`ingress edit ${domain}`, ingressOf(domain).id);
  return bot.steps.watchNgrok();
}

describe("an edit", () => {
  const save = (domain: string) => bot.steps.submit(domain, { Description: "Tills and kiosks" });

  test("sends what was changed alone, and says what it was before", async () => {
    const watched = await openEdit("a.example.com");
    const card = await bot.steps.newCard(() => save("a.example.com"));
    expect(await bot.steps.answer("is edited")).toContain(
      "*Ingress a.example.com is edited.* Description “Tills” → “Tills and kiosks”.",
    );
    expect(await card.reads("is edited")).toBe(
      "*Ingress a.example.com is edited.*\nDescription “Tills” → “Tills and kiosks”.\nAsked by @olga\n[Show] [Details]",
    );
    expect(card.thread()).toEqual([]);
    expect(watched.writes()).toEqual(["PATCH 200"]);
  });

  test("shows what somebody changed meanwhile before it edits anything", async () => {
    const watched = await openEdit("b.example.com");
    bot.world.ngrok.ingresses.change(ingressOf("b.example.com"), { description: "Theirs" });
    await save("b.example.com");
    const form = bot.world.slack.renderText(await bot.world.modal("changed meanwhile"));
    expect(form).toContain("*This agent ingress changed meanwhile. Nothing is edited yet.*");
    expect(form).toContain("Description (optional): Tills and kiosks");
    expect(form).toContain(
      "*Somebody changed the description since you opened this form.* Above is yours, which replaces theirs when you submit again. Theirs:\nTheirs",
    );
    expect(watched.writes()).toEqual([]);
    const card = await bot.steps.newCard(() => bot.world.slack.person("olga").submit());
    expect(await card.reads("is edited")).toContain("Description “Theirs” → “Tills and kiosks”.");
    await bot.steps.answer("is edited");
    expect(watched.effects()).toEqual(["ingress-changed"]);
  });

  test("of an ingress that somebody deleted meanwhile keeps what was typed, and sends nothing", async () => {
    const watched = await openEdit("c.example.com");
    const { id } = ingressOf("c.example.com");
    bot.world.ngrok.ingresses.remove(id);
    await save("c.example.com");
    const form = await bot.steps.answer("is gone");
    expect(form).toContain(`The agent ingress \`${id}\` is gone: somebody deleted it.`);
    expect(form).toContain("Description (optional): Tills and kiosks");
    expect(watched.writes()).toEqual([]);
  });

  test("that ngrok refuses keeps what was typed, and says why", async () => {
    const watched = await openEdit("d.example.com");
    const body = { error_code: "ERR_NGROK_635", status_code: 403, msg: "No permission.", details: {} };
    bot.world.ngrok.faults.add({ method: "PATCH", path: ITEM, action: "status", status: 403, body });
    const card = await bot.steps.newCard(() => save("d.example.com"));
    const why =
      "The owner of the bot's API key is not allowed to change things in this account. Ask an admin of the account for write access.";
    const form = await bot.steps.answer("Nothing changed");
    expect(form).toContain(`*Nothing changed.* ${why}`);
    expect(form).toContain("Description (optional): Tills and kiosks");
    await card.reply("@olga");
    expect(card.thread()).toEqual([`@olga: *Ingress d.example.com was not edited.* ${why} Nothing changed.`]);
    expect(watched.effects()).toEqual([]);
  });

  test.each(LOST.map((fault, index) => [fault, domains[index + 4] ?? ""] as const))(
    "whose answer is lost is compared, and sent again only where it is not done: %o",
    async (fault, domain) => {
      const watched = await openEdit(domain);
      bot.world.ngrok.faults.add({ ...fault, method: "PATCH" });
      const card = await bot.steps.newCard(() => save(domain));
      await card.reads(`*Ingress ${domain} is edited.*`);
      await bot.steps.answer("is edited");
      expect(watched.effects()).toEqual(["ingress-changed"]);
      expect(ingressOf(domain).description).toBe("Tills and kiosks");
    },
  );

  test("without any answer ends as not known, with the card to go on from", async () => {
    await openEdit("connect.acme.example.com");
    bot.world.ngrok.faults.add({ method: "PATCH", path: ITEM, action: "hang", times: 3 });
    const card = await bot.steps.newCard(() => save("connect.acme.example.com"));
    await bot.steps.answer("Whether connect.acme.example.com was edited is not known.");
    expect(await card.reads("Was ingress")).toContain(
      "*Was ingress connect.acme.example.com edited?*\nngrok did not answer in time, so the outcome is unknown. Check with `/ngrok ingresses` before you ask for the edit again.",
    );
    await card.press("olga", "Close");
    await card.reads("closed by @olga");
  });
});

describe("a deletion", () => {
  const confirm = (domain: string, typed = domain) =>
    bot.steps.submit(domain, { "Type the domain to confirm": typed, Reason: "Moved" });

  async function asked(domain: string) {
    await bot.steps.open(`ingress delete ${domain}`, domain);
    const watched = bot.steps.watchNgrok();
    const card = await bot.steps.newCard(() => confirm(domain));
    await bot.steps.answer("waits for approval");
    return { card, watched };
  }

  test("takes the domain typed, says what is not known, and is approved by somebody else", async () => {
    const domain = "h.example.com";
    await bot.steps.open(`ingress delete ${domain}`, "It cannot be undone.");
    expect(await confirm(domain, "i.example.com")).toMatchObject({
      errors: { "typed-domain": `This is not its domain. To delete it, type ${domain}` },
    });
    const watched = bot.steps.watchNgrok();
    const card = await bot.steps.newCard(() => confirm(domain));
    expect(await bot.steps.answer("waits for approval")).toContain(
      "Nothing changes until an approver agrees. The card is in #fleet.",
    );
    expect(card.words()).toContain(
      `*Delete ingress ${domain}?* @ada @ben\nAsked by @olga: “Moved”. Agents that connect through it may lose ngrok; ngrok does not say more.`,
    );
    expect(watched.writes()).toEqual([]);
    await card.press("ada", "Approve");
    expect(await card.reads("is deleted")).toBe(
      `*Ingress ${domain} is deleted.*\nIts NS records still point to ngrok: remove them where its DNS is managed.\nAsked by @olga: “Moved” · approved by @ada\n[Details]`,
    );
    await card.reply("@olga");
    expect(card.thread()).toEqual([
      `@olga: *Ingress ${domain} is deleted.* Its NS records still point to ngrok: remove them where its DNS is managed.`,
    ]);
    expect(watched.effects()).toEqual(["ingress-deleted"]);
  });

  test("that is denied leaves it as it is", async () => {
    const { card, watched } = await asked("i.example.com");
    await card.press("ben", "Deny");
    await bot.steps.submit("Why not?", { "Why not?": "Still in use" }, "ben");
    await card.reply("@olga @ben");
    expect(card.thread()).toEqual([
      "@olga @ben: *Deletion of ingress i.example.com denied.* @ben: “Still in use”. Nothing changed.",
    ]);
    expect(watched.writes()).toEqual([]);
  });

  test("of an ingress that has gone or changed since it was reviewed is not run", async () => {
    const gone = await asked("j.example.com");
    bot.world.ngrok.ingresses.remove(ingressOf("j.example.com").id);
    await gone.card.press("ada", "Approve");
    expect(await gone.card.reply("is gone")).toBe(
      "@olga @ada: *Ingress j.example.com is gone, so nothing was run.* It was deleted in the meantime. Look at `/ngrok ingresses`.",
    );
    const changed = await asked("k.example.com");
    bot.world.ngrok.ingresses.change(ingressOf("k.example.com"), { description: "Kiosks" });
    await changed.card.press("ada", "Approve");
    expect(await changed.card.reads("changed, so")).toContain(
      "*Ingress k.example.com changed, so nothing was run.*\nChanged since it was reviewed: description.",
    );
    await changed.card.press("olga", "Ask again");
    expect(await bot.steps.answer("Kiosks")).toContain("Reason: Moved");
    expect([...gone.watched.writes(), ...changed.watched.writes()]).toEqual([]);
  });

  test("that ngrok refuses is told with the reason", async () => {
    const { card, watched } = await asked("l.example.com");
    const body = { error_code: "ERR_NGROK_635", status_code: 403, msg: "No permission.", details: {} };
    bot.world.ngrok.faults.add({ method: "DELETE", path: ITEM, action: "status", status: 403, body });
    await card.press("ada", "Approve");
    expect(await card.reply("was not deleted")).toMatch(
      /^@olga @ada: \*Ingress l\.example\.com was not deleted\.\* The owner of the bot's API key is not allowed to .* Nothing changed\.$/,
    );
    expect(watched.effects()).toEqual([]);
  });

  test.each(LOST.map((fault, index) => [fault, domains[index + 4] ?? ""] as const))(
    "whose answer is lost is looked up, and sent again only where it is not done: %o",
    async (fault, domain) => {
      const { card, watched } = await asked(domain);
      bot.world.ngrok.faults.add({ ...fault, method: "DELETE" });
      await card.press("ada", "Approve");
      await card.reads(`*Ingress ${domain} is deleted.*`);
      expect(watched.effects()).toEqual(["ingress-deleted"]);
    },
  );

  test("without any answer ends as not known", async () => {
    const { card } = await asked("tunnel.example.org");
    bot.world.ngrok.faults.add({ method: "DELETE", path: ITEM, action: "hang", times: 3 });
    await card.press("ada", "Approve");
    expect(await card.reads("Was ingress")).toContain(
      "*Was ingress tunnel.example.org deleted?*\nngrok did not answer in time, so the outcome is unknown. Check with `/ngrok ingresses` before you ask for the deletion again.",
    );
  });
});
