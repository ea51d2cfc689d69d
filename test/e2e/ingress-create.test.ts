import { describe, expect, test } from "vitest";
import type { Fault } from "../../sandbox/ngrok/faults.ts";
import type { Entry } from "../../sandbox/slack/people/chosen-state.ts";
import { useBot } from "../support/use-bot.ts";

const bot = useBot();
const POST = { method: "POST", path: "/agent_ingresses" } as const;

/** Fills the form in and submits it; the card comes with it. */
async function create(domain: string, entries: Record<string, Entry> = {}) {
  await bot.steps.open("ingress create", "Certificate:");
  const watched = bot.steps.watchNgrok();
  const card = await bot.steps.newCard(() =>
    bot.steps.submit("Certificate:", { Domain: domain, ...entries }),
  );
  return { card, watched };
}

const idOf = (domain: string) =>
  bot.world.ngrok.ingresses.all().find((ingress) => ingress.domain === domain)?.id ?? "none";

test("a new ingress is answered with its NS records, the region domains and what comes next", async () => {
  const { card, watched } = await create("new.example.com", {
    Description: "Tills",
    Certificate: "ecdsa",
  });
  const words = await bot.steps.answer("is created");
  const id = idOf("new.example.com");
  expect(words).toContain(
    `*new.example.com is created.*\n\`${id}\`\n*NS records* that delegate the domain to ngrok:\nnew.example.com. NS ns-1.ngrok-dns.example.\nnew.example.com. NS ns-2.ngrok-dns.example.`,
  );
  expect(words).toContain("[Share here]");
  expect(words).toContain("tunnel.eu.new.example.com");
  expect(words).toContain("ngrok then gets the certificate by itself");
  expect(await card.reads("is created")).toBe(
    `*Ingress new.example.com is created.*\nIts id is \`${id}\`. Its domain needs NS records in the DNS now.\nAsked by @olga\n[Show NS records] [Details]`,
  );
  await card.press("olga", "Show NS records");
  expect(await bot.steps.told("olga", "ns-1.ngrok-dns.example")).toContain(id);
  expect(card.thread()).toEqual([]);
  expect(watched.writes()).toEqual(["POST 201"]);
  expect(watched.effects()).toEqual(["ingress-created"]);
});

const refuses = (code: string, msg: string): Fault => ({
  ...POST,
  action: "status",
  status: 400,
  body: { error_code: `ERR_NGROK_${code}`, status_code: 400, msg, details: { operation_id: "op_31" } },
});

describe("what ngrok refuses brings the form back, with what was typed and the reason at its field", () => {
  test.each<[string, string, Fault | null, string, string | null]>([
    [
      "6706",
      "connect.acme.example.com",
      null,
      "An ingress for this domain exists already. Look for it with `/ngrok ingresses`.",
      'The agent ingress domain "connect.acme.example.com" already exists, choose another domain.',
    ],
    [
      "6705",
      "tills.ngrok.io",
      null,
      "This account does not own the domain. Use one of your own.",
      'The agent ingress domain "tills.ngrok.io" must be a third party domain, you may not enter a domain controlled by ngrok.',
    ],
    [
      "6704",
      "odd.example.com",
      refuses("6704", "The specified domain is not valid."),
      "ngrok does not take this for a valid domain. Check its spelling.",
      "The specified domain is not valid.",
    ],
    [
      "6707",
      "planless.example.com",
      refuses("6707", "Upgrade your plan."),
      "This account is not allowed to have an ingress for this domain. Look at its plan.",
      null,
    ],
    [
      "635",
      "readonly.example.com",
      refuses("635", "No permission."),
      "The owner of the bot's API key is not allowed to change things in this account. Ask an admin of the account for write access.",
      null,
    ],
  ])("%s", async (_code, domain, fault, why, quote) => {
    if (fault) bot.world.ngrok.faults.add(fault);
    const { card, watched } = await create(domain, { Description: "Typed with care" });
    const form = await bot.steps.answer("Nothing changed");
    expect(form).toContain(`*Nothing changed.* ${why}`);
    expect(form).toContain("Description (optional): Typed with care");
    expect(form).toContain(`Domain: ${domain}`);
    if (quote) expect(form).toContain(`ngrok says: “${quote}”`);
    const title = `*Ingress ${domain} was not created.*`;
    expect(await card.reads("was not created")).toBe(
      `${title}\n${why} Nothing changed.\nAsked by @olga\n[Details]`,
    );
    await card.reply("@olga");
    expect(card.thread()).toEqual([`@olga: ${title} ${why} Nothing changed.`]);
    expect(watched.writes()).toEqual(["POST 400"]);
    expect(watched.effects()).toEqual([]);
  });
});

describe("what is too long or no domain is said in the form, before anything is sent", () => {
  test.each<[string, Record<string, Entry>, string]>([
    [
      "6700: a description is counted in bytes",
      { Domain: "long.example.com", Description: "ü".repeat(128) },
      "The description takes 256 bytes; ngrok allows 255. Shorten it by 1 byte.",
    ],
    [
      "6701: metadata is counted in bytes",
      { Domain: "long.example.com", Metadata: "ü".repeat(2049) },
      "The metadata takes 4098 bytes; ngrok allows 4096. Shorten it by 2 bytes.",
    ],
    [
      "a URL",
      { Domain: "https://a.example.com" },
      "Give the domain alone, without a scheme such as https://.",
    ],
    ["a word", { Domain: "localhost" }, "Give the whole domain, such as edge.example.com."],
  ])("%s", async (_name, entries, words) => {
    await bot.steps.open("ingress create", "Certificate:");
    const watched = bot.steps.watchNgrok();
    const result = await bot.steps.submit("Certificate:", entries);
    expect(result.kind === "errors" && Object.values(result.errors)).toEqual([words]);
    await bot.steps.answer(words);
    expect(watched.writes()).toEqual([]);
  });
});

describe("an answer that is lost makes neither two ingresses nor a false alarm", () => {
  test.each<[string, Fault, string[]]>([
    ["hangs", { ...POST, action: "hang" }, ["POST hang", "POST 201"]],
    ["hangs-but-creates", { ...POST, action: "hang", executed: true }, ["POST hang"]],
    ["answers-502", { ...POST, action: "html-502" }, ["POST 502", "POST 201"]],
    ["answers-502-but-creates", { ...POST, action: "html-502", executed: true }, ["POST 502"]],
    ["drops", { ...POST, action: "drop-after" }, ["POST drop-after"]],
    ["truncates", { ...POST, action: "truncate" }, ["POST 201"]],
  ])("%s", async (name, fault, writes) => {
    const domain = `${name}.example.com`;
    bot.world.ngrok.faults.add(fault);
    const { card, watched } = await create(domain);
    const words = await bot.steps.answer(`*${domain} is created.*`);
    expect(words).toContain(`\`${idOf(domain)}\``);
    expect(words).toContain(`${domain}. NS ns-1.ngrok-dns.example.`);
    await card.reads(`*Ingress ${domain} is created.*`);
    expect(watched.writes()).toEqual(writes);
    expect(watched.effects()).toEqual(["ingress-created"]);
  });
});

test("three calls without an answer: the form's end and the card say that a person has to look", async () => {
  bot.world.ngrok.faults.add({ ...POST, action: "hang", times: 3 });
  const { card, watched } = await create("silent.example.com");
  expect(await bot.steps.answer("is not known")).toContain(
    "*Whether silent.example.com was created is not known.* Somebody has to look; the card offers what to do.\nngrok did not answer in time, so the outcome is unknown.\nOpen the card",
  );
  const why =
    "ngrok did not answer in time, so the outcome is unknown. Check with `/ngrok ingresses` before you ask for the creation again.";
  expect(await card.reads("Was ingress")).toBe(
    `*Was ingress silent.example.com created?*\n${why}\nAsked by @olga\n[I'm on it] [Close] [Mark resolved…] [Details]`,
  );
  await card.reply("@olga");
  expect(card.thread()).toEqual([
    `↗ @olga: *Was ingress silent.example.com created?* ${why} The card has the buttons.`,
  ]);
  expect(watched.writes()).toEqual(["POST hang", "POST hang", "POST hang"]);
  expect(watched.effects()).toEqual([]);
});

test("an ingress that was there before a lost answer is not taken for the new one", async () => {
  bot.world.ngrok.faults.add({ ...POST, action: "hang" });
  const { card, watched } = await create("agents.example.com");
  expect(await bot.steps.answer("Nothing changed")).toContain("An ingress for this domain exists already.");
  expect(await card.reads("was not created")).toContain("An ingress for this domain exists already.");
  expect(watched.effects()).toEqual([]);
});
