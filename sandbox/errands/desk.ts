import type { Clock } from "../../src/clock.ts";
import type { PersonName } from "../slack/directory.ts";
import type { Entry } from "../slack/people/chosen-state.ts";
import { allElements } from "../slack/people/find-element.ts";
import type { Person } from "../slack/people/person.ts";
import type { View } from "../slack/view-store.ts";
import type { SlackWorkspace } from "../slack/workspace.ts";
import type { Ledger, Submit } from "./ledger.ts";
import { asksToWait, type Patience } from "./patience.ts";

const OPEN_LIMIT_MS = 3_500;
const SAID_LIMIT_MS = 4_000;
const MOST_OPENINGS = 12;
const MOST_SUBMITS = 4;

export interface Form {
  token: string;
  what: string;
  operationId: string | null;
  /** Closes the window as soon as it is submitted. */
  isImpatient: boolean;
  /** Types the command, or presses the button; false when there is no use in it any more. */
  open(person: Person): Promise<boolean>;
  /** By the label, `block_id` or `action_id` of each input; null where nothing is to be entered. */
  entries(view: View): Record<string, Entry> | null;
}

/** What came of a form: `accepted`, or what kept the person from it. */
export type Filled = "accepted" | "refused" | "given-up";

export interface Desk {
  /** One form at a time for each person, as everybody has one screen. Whoever meets trouble tries again. */
  fillIn(name: PersonName, form: Form): Promise<Filled>;
}

export function createDesk(deps: {
  slack: SlackWorkspace;
  clock: Clock;
  ledger: Ledger;
  patience: Patience;
}): Desk {
  const queues = new Map<PersonName, Promise<unknown>>();
  return {
    fillIn: (name, form) => {
      const before = queues.get(name) ?? Promise.resolve();
      const filled = before.then(() => fillInAgain(deps, deps.slack.person(name), form));
      queues.set(
        name,
        filled.catch(() => {}),
      );
      return filled;
    },
  };
}

type Deps = Parameters<typeof createDesk>[0];

async function fillInAgain(deps: Deps, person: Person, form: Form): Promise<Filled> {
  for (let tries = 1; tries <= MOST_OPENINGS; tries += 1) {
    if (deps.patience.isOver()) return "given-up";
    const filled = await fillInOnce(deps, person, form);
    if (person.modal()) await person.closeModal({ all: true });
    if (filled !== "trouble") return filled;
    await deps.patience.pause();
  }
  return "given-up";
}

async function fillInOnce(deps: Deps, person: Person, form: Form): Promise<Filled | "trouble"> {
  if (person.modal()) await person.closeModal({ all: true });
  if (!(await form.open(person))) return "refused";
  const view = await openForm(deps, person);
  if (view === null) return "trouble";
  if (!view.submit) return refused(deps.slack.renderText(view));
  try {
    const entries = form.entries(view);
    for (const [name, entry] of Object.entries(entries ?? {})) {
      if (!(await fill(deps, person, name, entry))) return "trouble";
    }
  } catch {
    // The form is another than a moment ago: whoever sits before it looks anew.
    return "trouble";
  }
  return submitAgain(deps, person, form);
}

/** The input may come only with the answer to the entry before it. */
async function fill({ slack }: Deps, person: Person, name: string, entry: Entry): Promise<boolean> {
  const isThere = () => {
    const blocks = person.modal()?.blocks ?? [];
    return blocks.some((block) => block.block_id === name || block.label?.text === name);
  };
  const there = await slack.waitFor(isThere, name, OPEN_LIMIT_MS).catch(() => false);
  if (there) await person.fill({ [name]: entry });
  return there;
}

/** The form once it is no longer loading; null when it does not come. */
function openForm({ slack }: Deps, person: Person): Promise<View | null> {
  const loaded = () => {
    const view = person.modal();
    return view && (view.submit || !isLoading(view)) ? view : null;
  };
  return slack.waitFor(loaded, "a form", OPEN_LIMIT_MS).catch(() => null);
}

function isLoading(view: View): boolean {
  return (
    view.submit === null &&
    allElements(view.blocks).length === 0 &&
    view.blocks.length <= 1 &&
    /…|Loading/.test(JSON.stringify(view.blocks))
  );
}

async function submitAgain(deps: Deps, person: Person, form: Form): Promise<Filled | "trouble"> {
  for (let tries = 1; tries <= MOST_SUBMITS; tries += 1) {
    const view = person.modal();
    if (!view?.submit) return "trouble";
    const submit: Submit = {
      token: form.token,
      what: form.what,
      by: person.name as PersonName,
      at: deps.clock.now(),
      key: `${view.id}:${view.hash}`,
      operationId: form.operationId,
      outcome: "unanswered",
      said: null,
    };
    deps.ledger.submits.push(submit);
    const result = await person.submit();
    if (result.kind === "closed") {
      submit.outcome = "accepted";
      return "accepted";
    }
    if (result.kind === "updated") return settle(deps, person, submit, result.view, form);
    if (result.kind !== "timed-out" && result.kind !== "undelivered") {
      submit.outcome = "refused";
      return refused(JSON.stringify(result));
    }
    await deps.patience.pause();
  }
  return "trouble";
}

/** Whoever is asked to try again later does. */
function refused(words: string): "refused" | "trouble" {
  return asksToWait(words) ? "trouble" : "refused";
}

/** The window says that it is at work, or what came of it at once. */
async function settle(
  deps: Deps,
  person: Person,
  submit: Submit,
  first: View,
  { isImpatient }: Form,
): Promise<Filled | "trouble"> {
  const words = (view: View) => ({ words: deps.slack.renderText(view), isForm: view.submit !== null });
  if (submit.operationId !== null || first.submit !== null) {
    submit.outcome = "refused";
    submit.said = words(first);
    return refused(submit.said.words);
  }
  submit.outcome = "accepted";
  if (isImpatient) return "accepted";
  const changed = () => {
    const view = person.modal();
    return view && view.hash !== first.hash ? view : null;
  };
  const last = await deps.slack.waitFor(changed, "an answer in the window", SAID_LIMIT_MS).catch(() => null);
  submit.said = last && words(last);
  return last?.submit ? "refused" : "accepted";
}
