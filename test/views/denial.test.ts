import { expect, test } from "vitest";
import { rolesWith } from "../../sandbox/gallery/samples/roles-with.ts";
import { denial } from "../../src/views/denial.ts";
import { homeDenied } from "../../src/views/home/home-denied.ts";

const person = { userId: "U0OTTO", viewersNamed: false, elsewhere: false };
const unknown = { viewer: false, unknown: true };
const deny = (overrides: Parameters<typeof rolesWith>[0]) =>
  denial({ ...person, what: "update a session", needed: "operator", roles: rolesWith(overrides) });
const home = (overrides: Parameters<typeof rolesWith>[0]) =>
  JSON.stringify(homeDenied({ ...person, roles: rolesWith(overrides) }).blocks);

test("who is not known tries again; where that would never help, an admin has to do something", () => {
  for (const words of [deny(unknown), home(unknown)]) {
    expect(words).toContain("Try again in a minute");
    expect(words).not.toContain("An admin");
  }
  const lasting = { ...unknown, untilMended: true };
  for (const words of [deny(lasting), home(lasting)]) {
    expect(words).not.toContain("Try again");
    expect(words).toContain("An admin of the bot has to set that right first");
  }
});

test("Home denies nothing to who may look after all, as far as is known", () => {
  expect(home(unknown)).not.toContain("Nothing to see here");
  expect(home(unknown)).toContain("What you may see here is not known");
  expect(home({ viewer: false, outsider: "guest" })).toContain("Nothing to see here for you yet");
});

test("whose account was deactivated is not told that his name in a variable would help", () => {
  const words = deny({ viewer: false, outsider: "gone" });
  expect(words).toContain("activate your Slack id `U0OTTO` (<@U0OTTO>) again");
  expect(words).not.toContain("OPERATORS");
  expect(deny({ viewer: false, outsider: "guest" })).toContain("to `OPERATORS`");
});
