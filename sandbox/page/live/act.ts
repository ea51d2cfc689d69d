/** Where an element stands: one of `message` and `viewId`. */
export interface Spot {
  message?: { channel: string; ts: string };
  viewId?: string;
  blockId?: string;
  actionId?: string;
}

/** What a person enters: words, an option's value, several of them, a date, a time, seconds; null clears it. */
export type Entry = string | number | readonly string[] | null;

export interface Option {
  text: { type: string; text: string };
  description?: { type: string; text: string };
  value: string;
}

/** The person's hands. Each rejects with a sentence for a person where the sandbox refuses. */
export interface Act {
  command(channel: string, text: string, threadTs?: string): Promise<void>;
  say(channel: string, text: string, threadTs?: string): Promise<void>;
  /** A button, a menu's option, or an entry outside of a form. Answers what Slack says, if it says something. */
  click(click: Spot & { value?: string; option?: string; entry?: Entry }): Promise<string | null>;
  suggest(spot: Spot, query: string): Promise<Option[]>;
  /** Into the top modal, by `block_id`. */
  fill(entries: Record<string, Entry>): Promise<void>;
  submit(): Promise<void>;
  closeModal(all: boolean): Promise<void>;
  openHome(): Promise<void>;
  /** What pings the person on the channel's own level, or in one thread. */
  markRead(channel: string, threadTs?: string): Promise<void>;
  invite(channel: string): Promise<void>;
}

export function createAct(as: string): Act {
  const person = <T>(verb: string, body: object) => post<T>(`/slack/_control/people/${as}/${verb}`, body);
  return {
    command: (channel, text, threadTs) => person("command", { channel, text, threadTs }),
    say: (channel, text, threadTs) => person("say", { channel, text, threadTs }),
    click: async (click) => (await person<{ words: string | null }>("click", click)).words,
    suggest: (spot, query) => person("suggest", { ...spot, query }),
    fill: (entries) => person("fill", { entries }),
    submit: () => person("submit", {}),
    closeModal: (all) => person("close-modal", { all }),
    openHome: () => person("open-home", {}),
    markRead: (channel, threadTs) => person("mark-read", { channel, threadTs }),
    invite: (channel) => person("invite", { channel }),
  };
}

/** @throws Error with the server's sentence */
export async function post<T>(path: string, body: object): Promise<T> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    throw new Error("The sandbox cannot be reached. Is `npm run demo` still running?", { cause: error });
  });
  const answer = (await response.json()) as { ok: boolean; result: T; error?: string };
  if (!answer.ok) throw new Error(answer.error ?? `The sandbox answered ${response.status}.`);
  return answer.result;
}
