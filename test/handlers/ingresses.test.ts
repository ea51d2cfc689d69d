import { afterEach, beforeEach, expect, test } from "vitest";
import { ingressShowCommand } from "../../src/handlers/ingress-show.ts";
import { ingressesCommand } from "../../src/handlers/ingresses.ts";
import { actions } from "../../src/ids.ts";
import { createIngressWorld } from "./ingress-world.ts";

let world: Awaited<ReturnType<typeof createIngressWorld>>;
beforeEach(async () => {
  world = await createIngressWorld();
});
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

const said = () => JSON.stringify(world.response());

test("the list turns its pages in place, and is shared through the response URL", async () => {
  for (let index = 0; index < 10; index += 1) {
    world.ngrok.ingresses.create({ domain: `edge-${index}.example.com` });
  }
  await world.run(ingressesCommand, []);
  expect(said()).toContain("10 agent ingresses, page 1 of 2");
  await world.press({ action_id: actions.ingresses.next, value: "1" });
  expect(said()).toContain("page 2 of 2");
  expect(world.response()).toMatchObject({ replace_original: true });
  await world.press({ action_id: actions.ingresses.share, value: "1" });
  expect(world.response()).toMatchObject({ response_type: "in_channel", replace_original: false });
  expect(world.slack.posted).toEqual([]);
});

test("a row's menu shows, edits and deletes that ingress", async () => {
  const { id } = world.ngrok.ingresses.create({ domain: "edge.example.com" });
  const pick = (verb: string) =>
    world.press({
      type: "overflow",
      action_id: actions.ingresses.menu,
      selected_option: { value: `${verb}:${id}` },
    });
  await pick("show");
  expect(said()).toContain("edge.example.com. NS ");
  expect(world.response()).toMatchObject({ response_type: "ephemeral", replace_original: false });
  await pick("edit");
  expect(world.screen()).toContain("cannot be changed");
  await pick("delete");
  expect(world.screen()).toContain("Type the domain to confirm");
});

test("show takes an end of the id or the domain, and names those that fit an unclear one", async () => {
  const first = world.ngrok.ingresses.create({ domain: "a.example.com" });
  world.ngrok.ingresses.create({ domain: "b.example.com" });
  await world.run(ingressShowCommand, [first.id.slice(-8)]);
  expect(said()).toContain("Agent ingress a.example.com");
  await world.run(ingressShowCommand, ["B.example.com"]);
  expect(said()).toContain("Agent ingress b.example.com");
  // Ids of the same minute begin alike.
  const unclear = world.run(ingressShowCommand, [first.id.slice(0, 9)]);
  await expect(unclear).rejects.toThrow(/a\.example\.com.*b\.example\.com|b\.example\.com.*a\.example\.com/);
  await expect(world.run(ingressShowCommand, ["nothing"])).rejects.toThrow("No agent ingress fits “nothing”");
  await expect(world.run(ingressShowCommand, [])).rejects.toThrow("Usage:");
});
