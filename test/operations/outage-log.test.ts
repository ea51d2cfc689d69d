import { expect, test } from "vitest";
import { createLogger } from "../../src/logger.ts";
import { createOutageLog } from "../../src/operations/outage-log.ts";
import { createManualClock } from "../support/manual-clock.ts";

test("what fails again and again is told once a minute, when it changes, and when it is over", async () => {
  const clock = createManualClock();
  const lines: string[] = [];
  const out = { write: (line: string) => lines.push(JSON.parse(line).err?.message ?? JSON.parse(line).msg) };
  const outage = createOutageLog({ clock, logger: createLogger({ level: "info", secrets: [], out }) });
  const fail = async (cause: string, seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      outage.failed(new Error(cause), "failed");
      await clock.advance(1000);
    }
  };

  outage.over("works again");
  await fail("locked", 120);
  await fail("full", 2);
  outage.over("works again");
  outage.over("works again");

  expect(lines).toEqual(["locked", "locked", "full", "works again"]);
});
