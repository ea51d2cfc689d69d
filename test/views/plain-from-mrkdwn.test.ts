import { expect, test } from "vitest";
import { rolesWith } from "../../sandbox/gallery/samples/roles-with.ts";
import { denial } from "../../src/views/denial.ts";
import { plainFromMrkdwn } from "../../src/views/plain-from-mrkdwn.ts";

test("a denial in plain text has neither marks nor its id twice", () => {
  const roles = rolesWith();
  const asked = { what: "update a session", needed: "operator", userId: "U0OUTSIDER", roles } as const;
  expect(plainFromMrkdwn(denial({ ...asked, elsewhere: false, viewersNamed: false }))).toBe(
    "Only operators may update a session. To become one, ask an admin to add your Slack id U0OUTSIDER to OPERATORS and start the bot anew.",
  );
});
