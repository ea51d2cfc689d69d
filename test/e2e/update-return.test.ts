import { describe, expect, test } from "vitest";
import { useBot } from "../support/use-bot.ts";

const bot = useBot({
  environment: { RECONNECT_TIMEOUT_SECONDS: "60" },
  agents: {
    "noted-08": { comeBackUnchanged: true },
    "later-11": { comeBackWithoutEndpoints: true },
    "noted-09": { neverReturn: true },
    "no-sight": { neverReturn: true },
  },
});

test("the same version again is no success, and a note resolves it", async () => {
  const card = await bot.steps.update("edge-08");
  const words = await card.reads("still on 3.19.0");
  const newId = bot.world.sessionOf("edge-08");
  const why = `The update did not take effect. New session \`${newId}\`. 1 of 1 URL is back.`;
  expect(words).toContain(`*edge-08 is back, still on 3.19.0.*\n${why}\n`);
  expect(words).toContain("[Look again] [I'm on it] [Mark resolved…] [Details]");
  await card.reply("@olga @ada");
  expect(card.thread()).toEqual([
    `*edge-08 is back, still on 3.19.0.* @olga\n${why}\nOld session \`${card.sessionId}\`\nBack: https://edge-08.devices.example.com`,
    `↗ @olga @ada: *edge-08 is back, still on 3.19.0.* ${why} The card has the buttons.`,
  ]);
  expect(card.effects()).toEqual(["update-started", "restart-begun"]);

  await card.press("ben", "Mark resolved…");
  await bot.steps.submit("edge-08", { "What was done?": "Replaced the binary by hand" }, "ben");
  expect(await card.reads("resolved by")).toMatch(
    /\*Update of edge-08 resolved by @ben\.\*\nStill on 3\.19\.0\. New session `ts_\w+`\. 1 of 1 URL is back\. “Replaced the binary by hand”\./,
  );
});

test("URLs that stay away need attention, and are told once they are back", async () => {
  const card = await bot.steps.update("edge-11");
  const words = await card.reads("is back without");
  const newId = bot.world.sessionOf("edge-11");
  expect(words).toContain("*edge-11 is back without its URL.*\n3.19.0 → 3.22.1, away ");
  expect(words).toContain(
    `New session \`${newId}\`. Missing: https://edge-11.devices.example.com. Check its configuration.\n`,
  );
  const followUp = await card.reply("Missing:");
  expect(followUp).toContain(`Old session \`${card.sessionId}\``);
  expect(followUp.match(/Missing: https:\/\/edge-11\.devices\.example\.com/g)).toHaveLength(1);
  expect(await card.reply("@olga @ada")).toMatch(
    /^@olga @ada: \*edge-11 is back without its URL\.\* .*buttons\.$/,
  );

  bot.world.ngrok.agents.setBehaviour("edge-11", { comeBackWithoutEndpoints: false });
  bot.world.ngrok.agents.reconnect("edge-11");
  expect(await card.reads("late")).toContain("*edge-11 is back, late.*\n3.19.0 → 3.22.1");
});

describe("an agent that stays away", () => {
  test("is told with what is down; Look again, I'm on it, and its late return are answered", async () => {
    const { world, steps } = bot;
    const card = await steps.update("edge-09");
    const why = "No new session after 60 s; 1 URL is down. Check the device; the bot keeps looking.";
    expect(await card.reads("is not back")).toContain(`*edge-09 is not back.*\n${why}\n`);
    expect(card.words()).toContain("[Look again] [I'm on it] [Mark resolved…] [Details]");
    await card.reply("@olga @ada");
    expect(card.thread()).toEqual([
      `*edge-09 is not back.* @olga\n${why}\nOld session \`${card.sessionId}\`\nDown: https://edge-09.devices.example.com`,
      `↗ @olga @ada: *edge-09 is not back.* ${why} The card has the buttons.`,
    ]);

    await card.press("olga", "Look again");
    expect(await steps.told("olga", "Looked at")).toMatch(
      /^Looked at [\d:]+: \*edge-09 is not back\.\* No new/,
    );
    await card.press("ben", "I'm on it");
    expect(await card.reads("been on it")).toContain("@ben has been on it since");

    world.ngrok.agents.reconnect("edge-09");
    const newId = world.sessionOf("edge-09");
    expect(await card.reads("late")).toContain("*edge-09 is back, late.*\n3.19.0 → 3.22.1, away ");
    expect(await card.reply("@olga @ada: *edge-09 is back, late.*")).toContain(
      `New session \`${newId}\`. 1 of 1 URL is back.`,
    );
    expect(card.thread()[0]).toContain(`New session \`${newId}\``);
    expect(card.words()).not.toContain("[Look again]");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });

  test("is resolved by a note, without which the form stays open", async () => {
    const card = await bot.steps.update("noted-09");
    await card.reads("is not back");
    await card.press("olga", "Mark resolved…");
    const refused = await bot.steps.submit("noted-09", { "What was done?": "  " });
    expect(refused).toMatchObject({ kind: "errors" });
    await bot.steps.submit("noted-09", { "What was done?": "Device is scrapped" });
    expect(await card.reads("resolved by")).toContain(
      "*Update of noted-09 resolved by @olga.*\nIt was not back after 60 s. “Device is scrapped”.",
    );
  });

  test("is not told as never restarted where ngrok is away while it is looked for", async () => {
    const card = await bot.steps.update("no-sight");
    await card.reads("Restarting no-sight.");
    await bot.world.until(() => card.effects().includes("restart-begun"), "the restart");
    bot.world.ngrok.faults.add({ method: "GET", path: "/**", action: "html-502", times: "always" });
    const words = await card.reads("Is no-sight back?");
    bot.world.ngrok.faults.clear();
    expect(words).toContain(
      "It was told to restart, and ngrok could not be asked since. ngrok has a problem of its own (HTTP 502",
    );
    expect(words).toContain("Check the device; the bot keeps looking.");
    expect(words).toContain("[Look again]");
    bot.world.ngrok.agents.reconnect("no-sight");
    await card.reads("*no-sight is back, late.*");
    expect(card.effects()).toEqual(["update-started", "restart-begun"]);
  });
});

test("twins that cannot be told apart are shown, and a person chooses", async () => {
  const { world, steps } = bot;
  world.ngrok.agents.setBehaviour("twin-a", { returnTwice: true });
  const card = await steps.update("twin-a");
  const words = await card.reads("Which one is kiosk?");
  const ids = ["twin-a", "twin-a (2)"].map(world.sessionOf);
  for (const id of ids) expect(words).toContain(`…${id.slice(-6)}`);
  expect(words).toContain("*Which one is kiosk?*\nTwo new sessions fit: ");
  expect(words).toContain("[Choose…] [Look again] [I'm on it] [Mark resolved…] [Details]");
  expect(await card.reply("@olga @ada")).toMatch(
    /^@olga @ada: \*Which one is kiosk\?\* Two new .*buttons\.$/,
  );
  expect(await card.reply("Old session")).toContain(`\`${ids[0]}\``);

  await card.press("olga", "Choose…");
  const offered = world.slack.renderText(await world.modal("Which one is kiosk?"));
  expect(offered).toContain("https://kiosk.devices.example.com");
  await steps.submit("kiosk", { Session: ids[0] ?? "" });
  const chosen = await card.reads("Chosen by");
  expect(chosen).toContain("*kiosk is back.*\n3.19.0 → 3.22.1, away ");
  expect(chosen).toContain(`New session \`${ids[0]}\`. 1 of 1 URL is back. Chosen by @olga.`);
  expect(card.effects()).toEqual(["update-started", "restart-begun"]);
});
