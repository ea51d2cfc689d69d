import { webApi } from "@slack/bolt";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openIngressCreate } from "../../src/handlers/ingress-create.ts";
import { openIngressDelete } from "../../src/handlers/ingress-delete.ts";
import { openIngressEdit } from "../../src/handlers/ingress-edit.ts";
import { createIngressWorld } from "./ingress-world.ts";

let world: Awaited<ReturnType<typeof createIngressWorld>>;
beforeEach(async () => {
  world = await createIngressWorld(["ingress-create", "ingress-edit", "ingress-delete"]);
});
afterEach(async () => {
  expect(world.slack.problems).toEqual([]);
  await world.end();
});

test("each form of an ingress takes the reason and the approvers that were asked before", async () => {
  const client = new webApi.WebClient("xoxb-test", { slackApiUrl: world.slack.url });
  const open = { client, triggerId: "1.2", userId: "U0OLGA", channelId: "C0OPS" };
  const asked = { reason: "moved away", askedApprovers: ["U0ADA"] };
  const { id: ingressId } = world.ngrok.ingresses.create({ domain: "edge.example.com" });
  const fields = { domain: "new.example.com", description: "", metadata: "", certificate: "none" } as const;
  for (const opened of [
    () => openIngressCreate(world.deps, open, { fields, ...asked }),
    () => openIngressEdit(world.deps, open, { ingressId, changes: { description: "x" }, ...asked }),
    () => openIngressDelete(world.deps, open, { ingressId, ...asked }),
  ]) {
    await opened();
    expect(world.screen()).toContain('"initial_value":"moved away"');
    expect(world.screen()).toContain('"initial_users":["U0ADA"]');
  }
});
