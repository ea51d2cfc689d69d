import { afterEach, beforeEach, expect, test } from "vitest";
import { ingressEditCommand } from "../../src/handlers/ingress-edit.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createIngressWorld } from "./ingress-world.ts";

const policy = { authority: "letsencrypt", private_key_type: "rsa" };

let world: Awaited<ReturnType<typeof createIngressWorld>>;
let ingress: ReturnType<typeof world.ngrok.ingresses.create>;
beforeEach(async () => {
  world = await createIngressWorld();
  ingress = world.ngrok.ingresses.create({
    domain: "edge.example.com",
    description: "old",
    metadata: "kept",
    policy,
  });
});
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

async function recorded(): Promise<Operation[]> {
  return (await world.operations.history({ subjectId: null, cursor: null, limit: 10 })).operations;
}

test("only the changed field is sent, and removing the certificate is one", async () => {
  await world.run(ingressEditCommand, [ingress.id.slice(-6)]);
  expect(world.screen()).toContain("cannot be changed");
  await world.submit({ certificate: "none" });
  expect(world.screen()).toContain(
    "Ingress edge.example.com is edited.* Certificate Let's Encrypt, RSA → none.",
  );
  expect((await recorded())[0]?.target).toMatchObject({ changes: { certificate: "none" } });
  expect(ingress).toMatchObject({ description: "old", metadata: "kept", policy: null });
});

test("nothing changed is an error, and asks ngrok nothing", async () => {
  await world.run(ingressEditCommand, ["edge.example.com"]);
  const asked = world.ngrok.calls.length;
  const answer = await world.submit({});
  expect(answer?.errors?.["description:1:1"]).toContain("Nothing is changed");
  expect(world.ngrok.calls).toHaveLength(asked);
});

test("what others changed meanwhile is shown before saving; saving again goes on, with mine", async () => {
  await world.run(ingressEditCommand, [ingress.id]);
  world.ngrok.ingresses.change(ingress, { description: "theirs", metadata: "new of theirs" });
  await world.submit({ description: "mine" });
  expect(world.screen()).toContain("Nothing is edited yet");
  expect(world.screen()).toContain('"text":"theirs"');
  expect(world.screen()).toContain('"initial_value":"mine"');
  expect(world.screen()).toContain('"initial_value":"new of theirs"');
  // An input with a new id: Slack would show what was typed in one that keeps its id.
  expect(world.screen()).toContain('"metadata:2:1"');
  expect(await recorded()).toMatchObject([{ state: "superseded", saidInForm: true }]);
  expect(ingress.description).toBe("theirs");

  await world.submit({});
  expect(world.screen()).toContain("Ingress edge.example.com is edited.* Description");
  expect(ingress).toMatchObject({ description: "mine", metadata: "new of theirs" });
});

test("an ingress that is gone brings the form back, with what was typed", async () => {
  await world.run(ingressEditCommand, [ingress.id]);
  world.ngrok.ingresses.remove(ingress.id);
  await world.submit({ description: "mine" });
  expect(world.screen()).toContain(`The agent ingress \`${ingress.id}\` is gone`);
  expect(world.screen()).toContain('"initial_value":"mine"');
});

test("a comparison that nobody sees, as the form is closed, stands on a card", async () => {
  await world.run(ingressEditCommand, [ingress.id]);
  world.ngrok.ingresses.change(ingress, { description: "theirs" });
  world.closeFormsEarly();
  await world.submit({ description: "mine" });
  expect(world.screen()).toContain("It is recorded and goes on without this window");
  expect(await recorded()).toMatchObject([{ state: "superseded", saidInForm: false }]);
  expect(ingress.description).toBe("theirs");
});

test("of the same values that somebody has set meanwhile nothing is sent, and the form says so", async () => {
  await world.run(ingressEditCommand, [ingress.id]);
  world.ngrok.ingresses.change(ingress, { description: "mine" });
  await world.submit({ description: "mine" });
  expect(world.screen()).toContain("Nothing is left to edit");
  expect(world.sent("PATCH")).toEqual([]);
  expect(await recorded()).toMatchObject([
    { state: "failed", saidInForm: true, problem: { code: "nothing-left" } },
  ]);
});

test("a submit that Slack sends twice makes one edit, and both times hears of the same outcome", async () => {
  await world.run(ingressEditCommand, [ingress.id]);
  await Promise.all([world.submit({ description: "mine" }), world.submit({ description: "mine" })]);
  expect(world.screen()).toContain("Ingress edge.example.com is edited.* Description");
  expect(world.sent("PATCH")).toHaveLength(1);
  expect(await recorded()).toHaveLength(1);
});

test("a comparison that comes twice is shown twice, and ends once", async () => {
  await world.run(ingressEditCommand, [ingress.id]);
  world.ngrok.ingresses.change(ingress, { description: "theirs" });
  await Promise.all([world.submit({ description: "mine" }), world.submit({ description: "mine" })]);
  expect(world.screen()).toContain("Nothing is edited yet");
  expect(world.sent("PATCH")).toEqual([]);
  expect(await recorded()).toMatchObject([{ state: "superseded", saidInForm: true }]);
});
