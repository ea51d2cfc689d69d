import { expect, test } from "vitest";
import { denial } from "../../src/views/denial.ts";
import { plainFromMrkdwn } from "../../src/views/plain-from-mrkdwn.ts";

test("a denial in plain text has neither marks nor its id twice", () => {
  const roles = { operator: false, approver: false, unknown: false };
  expect(plainFromMrkdwn(denial("update a session", "operator", "U0OUTSIDER", roles))).toBe(
    "Only operators may update a session. To become one, ask an admin to add your Slack id U0OUTSIDER to OPERATORS and start the bot anew.",
  );
});
