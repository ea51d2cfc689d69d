import pino from "pino";
import { expect, test } from "vitest";
import { homeAskedAt, homeUpdate } from "../../sandbox/gallery/home-data.ts";
import { rolesWith } from "../../sandbox/gallery/samples/roles-with.ts";
import type { Roles } from "../../src/access.ts";
import { createHomeDrawing } from "../../src/handlers/home-drawing.ts";
import { everywhere } from "../support/everywhere.ts";
import { createManualClock } from "../support/manual-clock.ts";

const update = homeUpdate({ device: "edge-07", by: "U0OLGA" });

function createWorld(rolesOf: (userId: string, channelId: string | null) => Roles, awaiting = [update]) {
  const asked = { overviews: 0, links: 0 };
  const draw = createHomeDrawing({
    operations: {
      openOverview: async () => {
        asked.overviews += 1;
        const totals = { awaiting: awaiting.length, attention: 0, underWay: 0, ahead: 0 };
        return { awaiting, attention: [], underWay: [], ahead: [], totals };
      },
      cardLink: async () => {
        asked.links += 1;
        return "https://example.slack.com/card";
      },
    },
    access: { configured: true, rolesOf: async (userId, channelId) => rolesOf(userId, channelId) },
    freezes: { current: async () => null, freeze: async (freeze) => freeze, lift: async () => null },
    settings: { viewers: [], operators: everywhere("U0OLGA"), approvers: everywhere("U0ADA") },
    watch: {
      seen: () => ({ sessions: { state: "reading" }, ingresses: { state: "reading" } }),
      look: async () => {},
    },
    clock: createManualClock(homeAskedAt),
    logger: pino({ level: "silent" }),
  });
  return { asked, draw };
}

test("a change that many have on Home is read once, and each sees his own", async () => {
  const { asked, draw } = createWorld((userId) =>
    rolesWith({ operator: true, approver: userId === "U0ADA" }),
  );
  const people = ["U0ADA", "U0OLGA", ...Array.from({ length: 20 }, (_, index) => `U0GUEST${index}`)];
  const drawings = await Promise.all(people.map((userId) => draw(userId, null)));

  expect(asked).toEqual({ overviews: 1, links: 1 });
  const heads = drawings.map(({ view }) => JSON.stringify(view.blocks[0]));
  expect(heads[0]).toContain("1 change waits for you");
  for (const head of heads.slice(1)) expect(head).toContain("1 waits for approval");
});

test("to an approver of one channel only what he may approve there waits for him", async () => {
  const elsewhere = { ...update, id: "op_2", request: { ...update.request, channelId: "C0OTHER" } };
  const { channelId: here } = update.request;
  const rolesOf = (_: string, channelId: string | null) =>
    rolesWith({ approver: channelId === null || channelId === here });
  const { draw } = createWorld(rolesOf, [update, elsewhere]);
  const { view } = await draw("U0ADA", null);
  expect(JSON.stringify(view.blocks[0])).toContain("1 change waits for you · 1 waits for approval");
});

test("for who may not look nothing is read, and why stands in the place of it", async () => {
  const { asked, draw } = createWorld(() => rolesWith({ viewer: false, outsider: "guest" }));
  const { view, atWork } = await draw("U0GUS", null);
  expect(asked.overviews).toBe(0);
  expect(JSON.stringify(view)).toContain("Guests of this workspace may not use this bot");
  expect(JSON.stringify(view)).not.toContain("edge-07");
  expect([view.blocks.length, atWork]).toEqual([2, []]);
});
