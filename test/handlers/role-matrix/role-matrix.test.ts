import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cardVariants } from "../../../sandbox/gallery/samples/card-variants.ts";
import { teamOf } from "../../../sandbox/slack/directory.ts";
import { commandsOf } from "../../../src/handlers/commands.ts";
import type { HandlerDeps } from "../../../src/handlers/deps.ts";
import { actions, modals } from "../../../src/ids.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import { offers } from "../../../src/views/card/offers.ts";
import { type Column, columns, type Deed } from "./columns.ts";
import { actionPayload, commandPayload, homeOpened, type Sender, submission, type View } from "./payloads.ts";
import { createRoleWorld } from "./role-world.ts";
import {
  type ActionRow,
  actionRows,
  type CardRow,
  type Comes,
  cardModalRows,
  cardRows,
  commandRows,
  formRows,
  type Need,
} from "./rows.ts";

type World = Awaited<ReturnType<typeof createRoleWorld>>;
type Bot = ReturnType<World["createBot"]>;
type Outcome = Awaited<ReturnType<Bot>>;

let world: World;
beforeAll(async () => {
  world = await createRoleWorld();
});
beforeEach(() => world.forget());
afterAll(() => world.stop());

/** By what is said: why not. */
const REASONS: [RegExp, string][] = [
  [/ngrok in Slack: what the bot can do/, "help"],
  [/Guests of this workspace may not use this bot/, "guest"],
  [/Bots may not use this bot/, "bot"],
  [/People of another workspace may not use this bot/, "stranger"],
  [/People whose account was deactivated may not use this bot/, "gone"],
  [/Slack did not tell the bot in time who you are/, "unknown"],
  [/and your role holds for other channels/, "elsewhere"],
  [/Only viewers, operators, approvers and admins may/, "no viewer"],
  [/Only operators and approvers may/, "no operator or approver"],
  [/Only operators may/, "no operator"],
  [/Only approvers may/, "no approver"],
  [/Only admins may/, "no admin"],
  [/You asked for this yourself/, "own request"],
  [/This is not possible now/, "not possible"],
  [/reference/i, "fault"],
  [/"options":\[\]/, "nothing offered"],
];

/** Why not; or, of who was allowed to do it, whether it came as it should. */
function reasonOf({ said, recorded }: Outcome, comes: Comes): string {
  const words = said.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("\n");
  const reason = REASONS.find(([pattern]) => pattern.test(words))?.[1];
  if (reason) return reason;
  const isThere = typeof comes === "number" ? recorded === comes : recorded === 0 && words.includes(comes);
  return isThere ? "done" : `${recorded} records, and: ${words}`;
}

/** What came of it in a word; in more where somebody who may not was obeyed, or heard nothing. */
function cellOf(outcome: Outcome, comes: Comes): string {
  const { acks, said, recorded, asked } = outcome;
  const reason = reasonOf(outcome, comes);
  const isDone = reason === "done" || reason === "help";
  const wrong = [
    acks === 1 ? "" : `${acks} acks`,
    !isDone && recorded > 0 ? "yet recorded" : "",
    !isDone && asked > 0 ? "yet ngrok was asked" : "",
    recorded + said.length === 0 ? "but nothing came" : "",
  ].filter((part) => part !== "");
  return [reason, ...wrong].join(", ");
}

const missing: Record<Deed | "either", string> = {
  look: "no viewer",
  ask: "no operator",
  approve: "no approver",
  either: "no operator or approver",
  freeze: "no admin",
};

/** Whoever asks for something has to be allowed to look first, which on a card goes for what only shows. */
function expected({ may, because, named }: Column, need: Need, looksFirst = true): string {
  if (need === "nothing") return "help";
  if (looksFirst && !may.includes("look")) return because ?? missing.look;
  const has = need === "either" ? may.includes("ask") || may.includes("approve") : may.includes(need);
  // Who is no admin anywhere has no role for other channels to be told of.
  if (need === "freeze" && because === "elsewhere" && !named?.ADMINS) return missing.freeze;
  return has ? "done" : (because ?? missing[need]);
}

interface OnCard<Row extends CardRow = CardRow> {
  row: Row;
  /** Whether it is of the person's own request, or of Olga's. */
  isOwn: boolean;
  name: string;
}

function ofBoth<Row extends CardRow>(rows: readonly Row[]): OnCard<Row>[] {
  return rows.flatMap((row) =>
    [false, true].map((isOwn) => ({
      row,
      isOwn,
      name: `${row.id} ${row.verb ?? ""} (${isOwn ? "own" : "another's"})`,
    })),
  );
}

function expectedOnCard(column: Column, { row, isOwn }: OnCard, looksFirst: boolean): string {
  const need = isOwn ? row.own : row.another;
  if (need === "member") return column.mayOwn ? "done" : (column.because ?? "");
  if (need !== "never") return expected(column, need, looksFirst);
  const asApprover = expected(column, "approve", looksFirst);
  return asApprover === "done" ? "own request" : asApprover;
}

/** In a form or on Home, which are in no channel, a role for any channel will do. */
function expectedAction(column: Column, { at, needs, type }: ActionRow): string {
  const isThere = at !== "channel" && column.because === "elsewhere" && needs !== "nothing";
  const cell = isThere ? "done" : expected(column, needs);
  return type === "suggestion" && cell !== "done" ? "nothing offered" : cell;
}

const samples = cardVariants().map(({ operation }) => operation);

function sampleFor({ does }: Pick<CardRow, "does">): Operation {
  const sample = samples.find((one) => does === "details" || offers(one).includes(does));
  if (!sample) throw new Error(`No sample offers ${does}`);
  return sample;
}

type Id = keyof World["ids"];
const filled = <T>(row: T): T =>
  JSON.parse(JSON.stringify(row).replace(/\b(SESSION|INGRESS|FLEET)\b/g, (id) => world.ids[id as Id]));

const noForm: View = { callbackId: "", metadata: '{"channelId":"C0FLEET001"}', values: {} };
const updateForm: View = { ...noForm, metadata: formRows[0]?.metadata ?? "" };
const SHOWS: Need[] = ["look", "ask"];

type Cells = Record<string, string>;

describe.each(Object.entries(columns))("%s", (_, column) => {
  let bot: Bot;
  let sender: Sender;
  beforeAll(() => {
    const person = world.slack.people[column.person];
    sender = { id: person.id, teamId: teamOf(person).id };
    const [, operators] = world.slack.userGroups;
    operators?.members.splice(0, operators.members.length, ...(column.grouped ? [person.id] : []));
    world.slack.faults.clear();
    const down = { kind: "error", error: "internal_error" } as const;
    if (column.unanswered) world.slack.faults.add(column.unanswered, down, 10_000);
    bot = world.createBot(column);
  });

  test("gives commands, or is told why not", async () => {
    const [cells, wanted]: [Cells, Cells] = [{}, {}];
    for (const [text, [need, comes]] of Object.entries(commandRows)) {
      cells[text] = cellOf(await bot(commandPayload(sender, text)), comes);
      wanted[text] = expected(column, need);
    }
    expect(cells).toEqual(wanted);
  });

  test("uses lists, Home and the parts of forms, or is told why not", async () => {
    const [cells, wanted]: [Cells, Cells] = [{}, {}];
    for (const row of actionRows) {
      const name = `${row.id} ${row.value} (${row.at}, ${row.type})`;
      const form = filled(row.id.startsWith("session") ? updateForm : noForm);
      cells[name] = cellOf(await bot(actionPayload(sender, filled(row), form)), row.comes);
      wanted[name] = expectedAction(column, row);
    }
    expect(cells).toEqual(wanted);
  });

  test("sees Home, or why not", async () => {
    const isThere = column.because === "elsewhere";
    expect(cellOf(await bot(homeOpened(sender)), "Nothing waits, nothing runs")).toBe(
      isThere ? "done" : expected(column, "look"),
    );
  });

  test("presses what is on a card, of his own request or another's, or is told why not", async () => {
    const [cells, wanted]: [Cells, Cells] = [{}, {}];
    for (const pressed of ofBoth(cardRows)) {
      const { row, isOwn, name } = pressed;
      world.forget();
      const id = await world.add(sampleFor(row), isOwn ? sender.id : "U0OLGA0001");
      const [value, type] = row.verb
        ? ([`${row.verb}:${id}`, "overflow"] as const)
        : ([id, "button"] as const);
      const action = {
        id: row.id,
        needs: row.another,
        comes: row.comes,
        at: "channel",
        value,
        type,
      } as const;
      cells[name] = cellOf(await bot(actionPayload(sender, action, noForm)), row.comes);
      wanted[name] = expectedOnCard(column, pressed, SHOWS.includes(row.another));
    }
    expect(cells).toEqual(wanted);
  });

  test("sends the forms of a card, of his own request or another's, or is told why not", async () => {
    const [cells, wanted]: [Cells, Cells] = [{}, {}];
    for (const sent of ofBoth(cardModalRows)) {
      const { row, isOwn, name } = sent;
      world.forget();
      const metadata = await world.add(sampleFor(row), isOwn ? sender.id : "U0OLGA0001");
      cells[name] = cellOf(
        await bot(submission(sender, { callbackId: row.id, metadata, values: row.values })),
        row.comes,
      );
      wanted[name] = expectedOnCard(column, sent, false);
    }
    expect(cells).toEqual(wanted);
  });

  test("sends the forms that ask for a change, or is told why not", async () => {
    const [cells, wanted]: [Cells, Cells] = [{}, {}];
    for (const row of formRows) {
      world.forget();
      const { id: callbackId, metadata, values, comes } = filled(row);
      cells[row.id] = cellOf(await bot(submission(sender, { callbackId, metadata, values })), comes);
      wanted[row.id] = expected(column, "ask");
    }
    expect(cells).toEqual(wanted);
  });
});

describe("the matrix", () => {
  const sorted = (ids: readonly string[]) => [...new Set(ids)].sort();

  test("has every command", () => {
    // The handlers are made, never run.
    const words = ["help", ...commandsOf({} as HandlerDeps).map((command) => command.words.join(" "))];
    const rows = Object.keys(commandRows);
    const inRows = (command: string) => rows.some((row) => row === command || row.startsWith(`${command} `));
    expect(words.filter((command) => !inRows(command))).toEqual([]);
    expect(rows.filter((row) => !words.some((command) => row.startsWith(command)))).toEqual([
      "no such command",
    ]);
  });

  test("has every action, and no other", () => {
    const ids = Object.values(actions).flatMap((group) => Object.values(group));
    expect(sorted([...actionRows, ...cardRows].map(({ id }) => id))).toEqual(sorted(ids));
  });

  test("has every form, and no other", () => {
    expect(sorted([...formRows, ...cardModalRows].map(({ id }) => id))).toEqual(
      sorted(Object.values(modals)),
    );
  });
});
