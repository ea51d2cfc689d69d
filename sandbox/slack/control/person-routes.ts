import type { Message } from "../message-store.ts";
import type { Entry } from "../people/chosen-state.ts";
import type { Person } from "../people/person.ts";
import { boolean, type Check, type Fields, isFields, object, oneOf, string } from "../validation/check.ts";
import type { View } from "../view-store.ts";

export interface PersonRoute {
  body: Check;
  run: (person: Person, body: Fields) => unknown;
}

const name = string(255);
const text = string(10_000, 0);
const anything: Check = () => {};
const entries: Check = (value, pointer, findings) => {
  if (!isFields(value)) findings.add("must provide an object of inputs and what to enter", pointer);
};

const reference = {
  message: object({ channel: name, ts: name }),
  viewId: name,
  actionId: name,
  blockId: name,
  value: text,
  option: text,
};

/** What the body names, as it is on the person's screen now. */
function shown(person: Person, body: Fields): { message?: Message; view?: View } {
  if (isFields(body.message)) {
    const { channel, ts } = body.message;
    const message = person.messages(String(channel)).find((one) => one.ts === ts);
    if (!message) throw new Error(`The message ${String(ts)} is not on ${person.name}'s screen.`);
    return { message };
  }
  if (body.viewId === undefined) return {};
  const view = [...person.modals(), person.home()].find((one) => one?.id === body.viewId);
  if (!view) throw new Error(`The view ${String(body.viewId)} is not on ${person.name}'s screen.`);
  return { view };
}

function element(body: Fields) {
  const { message: _message, viewId: _viewId, query: _query, ...rest } = body;
  return rest;
}

function thread(body: Fields) {
  return typeof body.threadTs === "string" ? { threadTs: body.threadTs } : {};
}

/** POST `/_control/people/NAME/VERB`. */
export const personRoutes: Record<string, PersonRoute> = {
  command: {
    body: object({ channel: name, text }, { threadTs: name }),
    run: (person, body) => person.command(String(body.channel), String(body.text), thread(body)),
  },
  click: {
    body: object({}, { ...reference, entry: anything, confirm: oneOf("accept", "dismiss") }),
    run: (person, body) => person.click({ ...element(body), ...shown(person, body) }),
  },
  suggest: {
    body: object({ query: text }, reference),
    run: (person, body) => person.suggest({ ...element(body), ...shown(person, body) }, String(body.query)),
  },
  fill: {
    body: object({ entries }),
    run: async (person, body) => {
      await person.fill(body.entries as Record<string, Entry>);
      return person.modal();
    },
  },
  submit: { body: object({}), run: (person) => person.submit() },
  "close-modal": {
    body: object({}, { all: boolean }),
    run: (person, body) => person.closeModal({ all: body.all === true }),
  },
  say: {
    body: object({ channel: name, text: string(10_000) }, { threadTs: name }),
    run: (person, body) => person.say(String(body.channel), String(body.text), thread(body)),
  },
  invite: { body: object({ channel: name }), run: (person, body) => person.invite(String(body.channel)) },
  "open-home": { body: object({}), run: (person) => person.openHome() },
  "mark-read": {
    body: object({}, { channel: name, threadTs: name }),
    run: (person, body) => {
      if (body.channel === undefined) person.markRead();
      else person.markRead(String(body.channel), thread(body));
    },
  },
};
