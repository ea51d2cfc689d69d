import pino from "pino";
import { expect, test } from "vitest";
import { homeAskedAt, homeUpdate } from "../../sandbox/gallery/home-data.ts";
import { rolesWith } from "../../sandbox/gallery/samples/roles-with.ts";
import { createHomeDrawing } from "../../src/handlers/home-drawing.ts";
import { everywhere } from "../support/everywhere.ts";
import { createManualClock } from "../support/manual-clock.ts";

test("a change that many have on Home is read once, and each sees his own", async () => {
  const update = homeUpdate({ device: "edge-07", by: "U0OLGA" });
  const asked = { overviews: 0, links: 0 };
  const draw = createHomeDrawing({
    operations: {
      openOverview: async () => {
        asked.overviews += 1;
        const totals = { awaiting: 1, attention: 0, underWay: 0, ahead: 0 };
        return { awaiting: [update], attention: [], underWay: [], ahead: [], totals };
      },
      cardLink: async () => {
        asked.links += 1;
        return "https://example.slack.com/card";
      },
    },
    access: {
      configured: true,
      rolesOf: async (userId) => rolesWith({ operator: true, approver: userId === "U0ADA" }),
    },
    settings: { viewers: [], operators: everywhere("U0OLGA"), approvers: everywhere("U0ADA") },
    watch: {
      seen: () => ({ sessions: { state: "reading" }, ingresses: { state: "reading" } }),
      look: async () => {},
    },
    clock: createManualClock(homeAskedAt),
    logger: pino({ level: "silent" }),
  });
  const people = ["U0ADA", "U0OLGA", ...Array.from({ length: 20 }, (_, index) => `U0GUEST${index}`)];
  const drawings = await Promise.all(people.map((userId) => draw(userId, null)));

  expect(asked).toEqual({ overviews: 1, links: 1 });
  const heads = drawings.map(({ view }) => JSON.stringify(view.blocks[0]));
  expect(heads[0]).toContain("1 change waits for you");
  for (const head of heads.slice(1)) expect(head).toContain("1 waits for approval");
});
