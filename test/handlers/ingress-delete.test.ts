import { afterEach, beforeEach, expect, test } from "vitest";
import { ingressDeleteCommand } from "../../src/handlers/ingress-delete.ts";
import { openOperations } from "../support/open-operations.ts";
import { createIngressWorld } from "./ingress-world.ts";

let world: Awaited<ReturnType<typeof createIngressWorld>>;
let ingress: ReturnType<typeof world.ngrok.ingresses.create>;
async function start(...approvalRequired: "ingress-delete"[]) {
  world = await createIngressWorld(approvalRequired);
  ingress = world.ngrok.ingresses.create({ domain: "edge.example.com", description: "old" });
}
beforeEach(() => start("ingress-delete"));
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

test("the form says what is known and what is not, and takes the domain typed, a reason, and approvers only", async () => {
  await world.run(ingressDeleteCommand, ["edge.example.com"]);
  expect(world.screen()).toContain("*Known:*");
  expect(world.screen()).toContain("*Not known:*");
  const wrong = await world.submit({ "typed-domain": "edge.example.org", approvers: ["U0OTTO"] });
  expect(Object.keys(wrong?.errors ?? {}).sort()).toEqual(["approvers", "reason", "typed-domain"]);
  const own = await world.submit({
    "typed-domain": "edge.example.com",
    reason: "unused",
    approvers: ["U0OLGA"],
  });
  expect(own?.errors?.approvers).toContain("Nobody approves his own request");
  expect(await openOperations(world.store)).toEqual([]);
});

test("it waits for approval, says where, and deletes nothing before", async () => {
  await world.run(ingressDeleteCommand, [ingress.id]);
  await world.submit({ "typed-domain": "Edge.Example.com", reason: "unused", approvers: ["U0ADA"] });
  expect(world.screen()).toContain("It waits for approval");
  expect(world.screen()).toContain("<https://slack.test/op_");
  expect(world.ngrok.ingresses.all()).toHaveLength(1);
  const [operation] = await openOperations(world.store);
  expect(operation).toMatchObject({
    kind: "ingress-delete",
    state: "awaiting-approval",
    request: { reason: "unused", askedApprovers: ["U0ADA"], channelId: "C0OPS" },
    target: { ingress: { ingressId: ingress.id, description: "old" } },
  });
});

test("what changed since it was reviewed is reviewed again, reason kept", async () => {
  await world.run(ingressDeleteCommand, [ingress.id]);
  world.ngrok.ingresses.change(ingress, { description: "in use by the north" });
  await world.submit({ "typed-domain": "edge.example.com", reason: "unused" });
  expect(world.screen()).toContain("in use by the north");
  expect(world.screen()).toContain('"initial_value":"unused"');
  expect(await openOperations(world.store)).toEqual([]);
});

test("without approval it is deleted at once; the delegation that stays is named", async () => {
  await world.end();
  await start();
  await world.run(ingressDeleteCommand, [ingress.id]);
  await world.submit({ "typed-domain": "edge.example.com" });
  expect(world.screen()).toContain(
    "edge.example.com is deleted.* Its NS records still point to ngrok: remove them",
  );
  expect(world.ngrok.ingresses.all()).toEqual([]);
});

test("a refused deletion brings the form back with all that was typed", async () => {
  await world.end();
  await start();
  const body = { error_code: "ERR_NGROK_635", status_code: 403, msg: "no write", details: {} };
  world.ngrok.faults.add({
    action: "status",
    status: 403,
    body,
    method: "DELETE",
    path: "/agent_ingresses/*",
  });
  await world.run(ingressDeleteCommand, [ingress.id]);
  await world.submit({ "typed-domain": "edge.example.com", reason: "unused" });
  expect(world.screen()).toContain("is not allowed to change things in this account");
  expect(world.screen()).toContain('"initial_value":"edge.example.com"');
  expect(world.screen()).toContain('"initial_value":"unused"');
});
