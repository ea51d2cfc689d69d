import { expect, onTestFinished, test } from "vitest";
import { startHandlerWorld } from "../support/handler-world.ts";

test("what else has come is acked before the first one is answered", async () => {
  const order: string[] = [];
  const world = await startHandlerWorld((app) => {
    app.command("/ngrok", async ({ ack }) => {
      // What another command, read in the same turn of the loop, would do.
      setImmediate(() => order.push("another's ack"));
      await ack();
      order.push("answer");
    });
  });
  onTestFinished(world.stop);
  await world.slack.person("olga").command("#fleet", "sessions");
  await world.idle();
  expect(order).toEqual(["another's ack", "answer"]);
});
