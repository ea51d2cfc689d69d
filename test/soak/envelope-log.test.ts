import { expect, test } from "vitest";
import { createEnvelopeLog } from "../../sandbox/soak/envelope-log.ts";
import { systemClock } from "../../src/clock.ts";

test("whose a window is, is known by the click that it was opened for, and by nothing else", () => {
  const log = createEnvelopeLog(systemClock);
  const command = (user_id: string, trigger_id: string) =>
    log.observe({
      from: "slack",
      to: "bot",
      what: "slash_commands /ngrok",
      body: { command: "/ngrok", text: "session update", user_id, trigger_id },
    });
  const opened = (what: string, trigger_id: string | undefined, id: string) =>
    log.observe({ from: "bot", to: "slack", what, body: { trigger_id } })({
      result: "ok",
      failed: false,
      body: { ok: true, view: { id } },
    });
  command("U_OLGA", "1.trigger");
  command("U_ADA", "2.trigger");
  opened("views.open", "1.trigger", "V1");
  opened("views.push", "2.trigger", "V2");
  opened("views.update", "1.trigger", "V3");
  opened("views.open", "3.trigger", "V4");
  opened("views.open", undefined, "V5");
  expect(Object.fromEntries(log.viewers)).toEqual({ V1: "U_OLGA", V2: "U_ADA" });
});
