import { webApi } from "@slack/bolt";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rolesWith } from "../../sandbox/gallery/samples/roles-with.ts";
import type { Person } from "../../sandbox/slack/people/person.ts";
import { type SlackWorkspace, startSlackWorkspace } from "../../sandbox/slack/workspace.ts";
import { systemClock } from "../../src/clock.ts";
import { registerHandlers } from "../../src/handlers/index.ts";
import { actions } from "../../src/ids.ts";
import { createChannels } from "../../src/slack/channels.ts";
import { startBolt } from "../sandbox/slack/start-bolt.ts";
import { createIngressWorld } from "./ingress-world.ts";

let world: Awaited<ReturnType<typeof createIngressWorld>>;
let slack: SlackWorkspace;
let olga: Person;
let stopBolt: () => Promise<void>;
beforeEach(async () => {
  world = await createIngressWorld();
  slack = await startSlackWorkspace({ clock: systemClock });
  olga = slack.person("olga");
  const role = rolesWith({ operator: true });
  const channels = createChannels({
    slack: new webApi.WebClient(slack.botToken, { slackApiUrl: slack.apiUrl }),
    clock: systemClock,
    approvalsChannel: null,
    approvalRequired: ["ingress-delete"],
  });
  const deps = { ...world.deps, channels, access: { configured: true, rolesOf: async () => role } };
  const nowhere = { appId: null, teamId: null, enterpriseId: null };
  stopBolt = await startBolt(slack, (app) => registerHandlers(app, deps, nowhere));
});
afterEach(async () => {
  await stopBolt();
  expect(slack.problems).toEqual([]);
  await slack.stop();
  await world.end();
});

/** The top modal's text, once it holds these words. */
async function modalWith(words: string): Promise<string> {
  return slack.waitFor(() => {
    const view = olga.modal();
    const text = view ? slack.renderText(view) : "";
    return text.includes(words) && text;
  }, `a modal with "${words}"`);
}

test("an ingress is created, its records shared, changed twice by two people, and deleted on request", async () => {
  await olga.command("#fleet", "/ngrok ingress create");
  await modalWith("Certificate");
  await olga.fill({ Domain: "edge.example.com.", Description: "mine", Certificate: "rsa" });
  expect(await olga.submit()).toMatchObject({
    kind: "errors",
    errors: { "domain:1:1": "Leave out the dot at the end." },
  });
  await olga.fill({ Domain: "edge.example.com" });
  await olga.submit();
  const records = await modalWith("edge.example.com. NS ");

  await olga.click({ actionId: actions.ingresses.shareRecords });
  await modalWith("Shared in");
  const shared = olga.messages("#fleet").at(-1);
  if (!shared) throw new Error("Nothing was shared");
  const line = /edge\.example\.com\. NS \S+/.exec(records)?.[0] ?? "no line";
  expect(slack.renderText(shared)).toContain(line);
  await olga.closeModal();

  await olga.command("#fleet", "/ngrok ingresses");
  const list = await slack.waitFor(
    () => olga.messages("#fleet").find((message) => slack.renderText(message).includes("1 agent ingress")),
    "the list",
  );
  await olga.click({ message: list, actionId: actions.ingresses.menu, option: "Edit…" });
  await modalWith("cannot be changed");
  const [ingress] = world.ngrok.ingresses.all();
  if (!ingress) throw new Error("Nothing was created");
  world.ngrok.ingresses.change(ingress, { description: "theirs", metadata: "also theirs" });
  await olga.fill({ Description: "mine again" });
  await olga.submit();
  const compared = await modalWith("Nothing is edited yet");
  expect(compared).toContain("theirs");
  await olga.submit();
  await modalWith("Ingress edge.example.com is edited.");
  expect(ingress).toMatchObject({ description: "mine again", metadata: "also theirs" });
  await olga.closeModal();

  await olga.command("#fleet", `/ngrok ingress delete ${ingress.id.slice(-6)}`);
  await modalWith("Type the domain to confirm");
  await olga.fill({ "Type the domain to confirm": "edge.example.com", Reason: "unused" });
  await olga.submit();
  await modalWith("It waits for approval");
  expect(world.ngrok.ingresses.all()).toHaveLength(1);
});

test("where the bot is absent the list is shared all the same, and a change says to invite it first", async () => {
  world.ngrok.ingresses.create({ domain: "edge.example.com" });
  await olga.command("#random", "/ngrok ingresses");
  const list = await slack.waitFor(() => olga.messages("#random").at(-1), "the list");
  await olga.click({ message: list, actionId: actions.ingresses.share });
  const ada = slack.person("ada");
  const shared = await slack.waitFor(() => ada.messages("#random").at(-1), "the shared list");
  expect(slack.renderText(shared)).toContain("edge.example.com");

  await olga.command("#random", "/ngrok ingress edit edge.example.com");
  expect(await modalWith("The bot is not in")).toContain("/invite");
});
