import { afterAll, beforeAll, expect, test } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { modals } from "../../src/ids.ts";
import { approvalBlocks, inputAction } from "../../src/views/approval-inputs.ts";
import { askBlock } from "../../src/views/card/ask-someone-else-modal.ts";
import { cardChannelBlock } from "../../src/views/card-channel-input.ts";
import type { Column } from "./role-matrix/columns.ts";
import { commandPayload, submission } from "./role-matrix/payloads.ts";
import { createRoleWorld } from "./role-matrix/role-world.ts";
import { formRows } from "./role-matrix/rows.ts";

let world: Awaited<ReturnType<typeof createRoleWorld>>;
beforeAll(async () => {
  world = await createRoleWorld();
});
afterAll(() => world.stop());

const ANNOUNCE = "C0ANNOUNCE";
const otto = { id: "U0OTTO0001", teamId: "T0SANDBOX" };
const ben = "U0BEN00001";

function botFor(named: Column["named"] = {}, person: Column["person"] = "otto") {
  return world.createBot({ person, named, may: [], mayOwn: true });
}

/** As it is sent from Home, where the form asks for its card's channel. */
function fromHome(callbackId: string, picked: string, approvers: string[] = []) {
  const row = formRows.find(({ id }) => id === callbackId);
  if (!row) throw new Error(`No form ${callbackId}`);
  const metadata = row.metadata
    .replace('"channelId":"FLEET","cardChannelId":"FLEET"', `"channelId":"${otto.id}","cardChannelId":null`)
    .replace('"channelId":"FLEET"', '"channelId":null');
  const values = {
    ...row.values,
    [cardChannelBlock]: { [inputAction]: { selected_conversation: picked } },
    [approvalBlocks.approvers]: { [inputAction]: { selected_users: approvers } },
  };
  return submission(otto, { callbackId, metadata, values: JSON.parse(fill(JSON.stringify(values))) });
}

const fill = (text: string) => text.replaceAll("SESSION", world.ids.SESSION);

test.each([modals.sessionUpdate, modals.ingressCreate])(
  "%s takes no card's channel in which the person may not ask, and says so at that field",
  async (callbackId) => {
    const bot = botFor({ OPERATORS: `${otto.id}@${ANNOUNCE}` });
    const refused = await bot(fromHome(callbackId, world.ids.FLEET));
    expect(refused.recorded).toBe(0);
    expect(refused.said).toEqual([
      {
        response_action: "errors",
        errors: { [cardChannelBlock]: expect.stringContaining("your role holds for other channels") },
      },
    ]);
    expect((await bot(fromHome(callbackId, ANNOUNCE))).recorded).toBeGreaterThan(0);
  },
);

test("an approver of another channel cannot be asked for an approval, in the form nor on the card", async () => {
  const bot = botFor({ OPERATORS: otto.id, APPROVERS: `${ben}@${ANNOUNCE}` });
  const form = await bot(fromHome(modals.sessionUpdate, world.ids.FLEET, [ben]));
  expect(form.said).toEqual([
    { response_action: "errors", errors: { [approvalBlocks.approvers]: expect.anything() } },
  ]);
  const metadata = await world.add(anOperation(), otto.id);
  const values = { [askBlock]: { [askBlock]: { selected_user: ben } } };
  const card = await bot(submission(otto, { callbackId: modals.askSomeoneElse, metadata, values }));
  expect(card.said).toEqual([
    { response_action: "errors", errors: { [askBlock]: expect.stringContaining("approver") } },
  ]);
  expect([form.recorded, card.recorded]).toEqual([0, 0]);
});

test("who may not ask for another's approval is told so, whomever he chose", async () => {
  const metadata = await world.add(anOperation(), "U0OLGA0001");
  const values = { [askBlock]: { [askBlock]: { selected_user: ben } } };
  const { said, recorded } = await botFor()(
    submission(otto, { callbackId: modals.askSomeoneElse, metadata, values }),
  );
  expect(said).toEqual([
    {
      response_action: "errors",
      errors: { [askBlock]: expect.stringContaining("Only operators and approvers may ask someone else") },
    },
  ]);
  expect(recorded).toBe(0);
});

test("help names the channels of each role, and tells a guest why he has none", async () => {
  const named = {
    VIEWERS: otto.id,
    OPERATORS: `${otto.id}@${ANNOUNCE} ${otto.id}@C0FLEET001`,
    ADMINS: otto.id,
  };
  const { said } = await botFor(named)(commandPayload(otto, "help"));
  expect(said.join()).toContain(
    "you may look at everything, ask for changes (operator) in <#C0ANNOUNCE> and <#C0FLEET001> alone and freeze and unfreeze changes (admin).",
  );
  const gus = { id: "U0GUS00001", teamId: "T0SANDBOX" };
  const guest = await botFor({}, "gus")(commandPayload(gus, "help"));
  expect(guest.said.join()).toContain(
    "Guests of this workspace may not use this bot unless an admin names them",
  );
});
