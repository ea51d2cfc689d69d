import type { PersonName } from "../../sandbox/slack/directory.ts";
import type { Person } from "../../sandbox/slack/people/person.ts";
import { type Counts, countCalls } from "./count-calls.ts";
import type { Scene } from "./scene.ts";

const MINUTE_MS = 60_000;
const ROUNDS = 2;
/** By as much the next person begins later. */
const APART_MS = 1_500;
const ANSWER_LIMIT_MS = 10_000;

const looks = ["home", "sessions", "session show", "ingresses", "history"] as const;

/** A minute in which each person goes through Home and the lists twice, and looks at something every six seconds. */
export async function countBrowsing(scene: Scene, people: number): Promise<Counts> {
  const { ngrok } = scene.sandbox;
  const from = ngrok.calls.length;
  const minute = scene.pass(MINUTE_MS);
  const readers = scene.askers.slice(0, people);
  await Promise.all(readers.map((name, at) => browse(scene, name, at * APART_MS)));
  await minute;
  return countCalls(ngrok.calls.slice(from));
}

async function browse(scene: Scene, name: PersonName, delayMs: number): Promise<void> {
  const person = scene.sandbox.slack.person(name);
  await scene.pass(delayMs);
  // What is left of the minute for one look, were all answered at once.
  const paceMs = MINUTE_MS / ROUNDS / looks.length - APART_MS;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const look of looks) {
      const pause = scene.pass(paceMs);
      await (look === "home" ? openHome(scene, person) : ask(scene, person, look, round));
      await pause;
    }
  }
}

async function openHome({ sandbox }: Scene, person: Person): Promise<void> {
  person.openHome();
  const isRead = () => {
    const home = person.home();
    return home !== null && sandbox.slack.renderText(home).includes("online");
  };
  await sandbox.slack.waitFor(isRead, "Home", ANSWER_LIMIT_MS);
}

async function ask(
  { sandbox }: Scene,
  person: Person,
  look: Exclude<(typeof looks)[number], "home">,
  round: number,
) {
  const { slack, ngrok } = sandbox;
  const device = ngrok.agents.find(round === 0 ? "edge-01" : "edge-02");
  const words = look === "session show" ? `${look} ${device.session?.id}` : look;
  const seen = slack.messages.length;
  await person.command("#fleet", words);
  const isAnswered = () => slack.messages.slice(seen).some(({ onlyFor }) => onlyFor === person.id);
  await slack.waitFor(isAnswered, words, ANSWER_LIMIT_MS);
}
