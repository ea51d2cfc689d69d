import { setTimeout as sleep } from "node:timers/promises";
import type { Board } from "../errands/board.ts";
import type { Random } from "../errands/random.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Block } from "../slack/block.ts";
import type { PersonName } from "../slack/directory.ts";
import type { Message } from "../slack/message-store.ts";
import { allElements, type FoundElement } from "../slack/people/find-element.ts";
import type { Person } from "../slack/people/person.ts";
import type { View } from "../slack/view-store.ts";

export interface ReaderDeps {
  sandbox: Sandbox;
  board: Board;
  isOver(): boolean;
}

/** How often somebody wanted something that was no longer there: people are slower than the bot. */
export interface ReaderTally {
  begun: Record<string, number>;
  missed: number;
}

const SEEN_LIMIT_MS = 3_000;
const SHORTEST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 1_500;
/** As much as one remembers of a channel. */
const RECENT_CARDS = 40;

/** Somebody who looks around until it is over: commands, Home, lists, forms that are closed again. */
export async function lookAround(name: PersonName, random: Random, deps: ReaderDeps): Promise<ReaderTally> {
  const person = deps.sandbox.slack.person(name);
  const tally: ReaderTally = { begun: {}, missed: 0 };
  while (!deps.isOver()) {
    const act = random.weighted(acts);
    tally.begun[act] = (tally.begun[act] ?? 0) + 1;
    try {
      await perform(act, person, random, deps);
      while (person.modal()) await person.closeModal({ all: true });
    } catch {
      tally.missed += 1;
    }
    await sleep(random.between(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
  }
  return tally;
}

const acts = { command: 50, form: 16, home: 20, card: 14 };

async function perform(
  act: keyof typeof acts,
  person: Person,
  random: Random,
  deps: ReaderDeps,
): Promise<void> {
  switch (act) {
    case "command":
      return runCommand(person, random, deps);
    case "form":
      return tryForm(person, random, deps);
    case "home":
      return visitHome(person, random, deps);
    case "card":
      return readCard(person, random, deps);
  }
}

/** What is looked up by name is one of those that are there, or something that nobody has heard of. */
function commandFor(random: Random, { sandbox, board }: ReaderDeps): string {
  const session = random.pick(sandbox.ngrok.agents.all())?.session?.id ?? "ts_gone";
  const ingress = random.pick(sandbox.ngrok.ingresses.all())?.domain ?? "gone.example.net";
  const operation = random.pick(board.all().slice(-RECENT_CARDS))?.operationId ?? "op_gone";
  return random.pick([
    "help",
    "sessions",
    "sessions linux",
    `sessions ${session}`,
    `session show ${session}`,
    "ingresses",
    `ingress show ${ingress}`,
    "open",
    "history",
    `history ${operation}`,
    "history op_nosuchthing",
    // Which only an admin may, and no reader is one.
    "freeze for a look around",
    "unfreeze",
    "sesions",
    "",
  ]);
}

async function runCommand(person: Person, random: Random, deps: ReaderDeps): Promise<void> {
  const { slack } = deps.sandbox;
  const seen = slack.messages.length;
  const { kind } = await person.command(random.pick(["#fleet", "#random"]), commandFor(random, deps));
  if (kind !== "answered") return;
  const answer = await seenWithin(deps, () => answerFor(person, slack.messages, seen));
  if (answer && random.next() < 0.6) await pressAny(person, random, answer.blocks, { message: answer });
}

function answerFor({ id }: Person, messages: readonly Message[], from: number): Message | undefined {
  return messages.slice(from).find((one) => one.from === "bot" && one.onlyFor === id);
}

/** Opens a form, searches in it where it can be searched, and closes it again. */
async function tryForm(person: Person, random: Random, deps: ReaderDeps): Promise<void> {
  await person.command("#fleet", random.pick(["session update", "ingress create", "session update"]));
  // What says that it is loading has no elements yet.
  const view = await seenWithin(deps, () => {
    const modal = person.modal();
    return modal && allElements(modal.blocks).length > 0 ? modal : null;
  });
  const found = view && allElements(view.blocks).find(({ element }) => element.type.includes("external"));
  if (!view || !found) return;
  for (const query of ["e", "e0", random.pick(["e00", "linux", "no such"])]) {
    await person.suggest({ view, actionId: found.element.action_id, blockId: found.block.block_id }, query);
  }
}

async function visitHome(person: Person, random: Random, deps: ReaderDeps): Promise<void> {
  person.openHome();
  const home = await seenWithin(deps, () => person.home());
  if (home && random.next() < 0.8) await pressAny(person, random, home.blocks, { view: home });
}

/** Its details, which anybody may read. */
async function readCard(person: Person, random: Random, { board }: ReaderDeps): Promise<void> {
  const cards = board.all().filter(({ role }) => role === "card");
  const card = random.pick(cards.slice(-RECENT_CARDS))?.message;
  if (!card) return;
  const found = allElements(card.blocks).find((one) => labelsOf(one).includes("Details"));
  if (!found) return;
  const { block, element } = found;
  const option = element.type === "overflow" ? { option: "Details" } : {};
  await person.click({
    message: structuredClone(card),
    blockId: block.block_id,
    actionId: element.action_id,
    stale: true,
    ...option,
  });
}

function labelsOf({ element }: FoundElement): (string | undefined)[] {
  const own = typeof element.text === "string" ? element.text : element.text?.text;
  return [own, ...(element.options ?? []).map(({ text }) => text.text)];
}

async function pressAny(
  person: Person,
  random: Random,
  blocks: Block[],
  place: { message: Message } | { view: View },
): Promise<void> {
  const pressable = allElements(blocks).filter(
    ({ element }) => element.type === "overflow" || (element.type === "button" && element.url === undefined),
  );
  const found = random.pick(pressable);
  if (!found) return;
  const { block, element } = found;
  const option = random.pick(element.options ?? [])?.text.text;
  await person.click({
    ...place,
    blockId: block.block_id,
    actionId: element.action_id,
    stale: true,
    ...(option === undefined ? { value: element.value } : { option }),
  });
}

/** Null where it does not come in time; the checks tell whether it should have. */
function seenWithin<T>({ sandbox }: ReaderDeps, look: () => T | null | undefined): Promise<T | null> {
  return sandbox.slack.waitFor(look, "an answer", SEEN_LIMIT_MS).catch(() => null);
}
