import type { Option } from "../block.ts";
import type { Core } from "../core.ts";
import type { PersonRecord } from "../directory.ts";
import type { Message } from "../message-store.ts";
import type { Mentions } from "../screen/mentions.ts";
import { visibleMessages } from "../screen/visible-messages.ts";
import type { View } from "../view-store.ts";
import { type ActionOutcome, type Click, createActions, type PersonActions } from "./actions.ts";
import type { Entry } from "./chosen-state.ts";
import { allElements, type FoundElement } from "./find-element.ts";
import { channelFor } from "./own-channel.ts";
import { closedPayload } from "./payloads.ts";
import { type CommandOutcome, runCommand } from "./run-command.ts";
import { createSpeech } from "./speech.ts";
import { type SubmitResult, submitView } from "./submission.ts";
import { createSurfaceFinder } from "./surface-finder.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  /** `text` with or without the command's own word. Channels go by name, `#name` or id. */
  command(channel: string, text: string, options?: { threadTs?: string }): Promise<CommandOutcome>;
  click(click: Click): Promise<ActionOutcome>;
  /** Into the top modal, by the label, `block_id` or `action_id` of each input. */
  fill(entries: Record<string, Entry>): Promise<void>;
  suggest: PersonActions["suggest"];
  submit(): Promise<SubmitResult>;
  /** By the cross or the close button; `all` closes the whole stack. */
  closeModal(options?: { all?: boolean }): Promise<void>;
  say(channel: string, text: string, options?: { threadTs?: string }): Message;
  /** Adds the bot to a channel. */
  invite(channel: string): void;
  openHome(tab?: "home" | "messages"): void;
  /** Oldest first; with ephemeral ones, and with replies in threads. */
  messages(channel: string): Message[];
  modal(): View | null;
  modals(): View[];
  home(): View | null;
  /** Unread messages that ping this person. */
  mentions(): Message[];
  /** Whether the message pings this person, read or not. */
  isPingedBy(message: Message): boolean;
  /** All mentions, or those on a channel's own level, or in one thread of it. */
  markRead(channel?: string, options?: { threadTs?: string | null }): void;
  /** The texts of confirmation dialogs met so far. */
  readonly confirmations: readonly string[];
}

export interface PersonDeps {
  core: Core;
  record: PersonRecord;
  commandName: string;
  events: readonly string[];
  mentions: Mentions;
}

function inputCalled(view: View, name: string): FoundElement {
  const fits = allElements(view.blocks).filter(
    ({ block, element }) =>
      block.block_id === name || element.action_id === name || block.label?.text === name,
  );
  const [found] = fits;
  if (found && fits.length === 1) return found;
  const there = view.blocks.flatMap((block) =>
    block.label ? [`${block.label.text} (${block.block_id})`] : [],
  );
  throw new Error(`${fits.length} inputs are called ${name}; there are: ${there.join(", ")}.`);
}

async function closeTop({ core, record }: PersonDeps, view: View, all: boolean) {
  const stack = [...core.views.stack(record.id)];
  const cleared = all || view.clearOnClose;
  if (cleared) core.views.closeAll(record.id);
  else core.views.close(view);
  for (const closed of cleared ? stack.reverse() : [view]) {
    if (closed.notifyOnClose) await core.envelopes.ask("interactive", closedPayload(record, closed, cleared));
  }
}

export function createPerson(deps: PersonDeps): Person {
  const { core, record, mentions } = deps;
  const confirmations: string[] = [];
  const actions = createActions({
    core,
    person: record,
    surfaceOf: createSurfaceFinder(core, record),
    confirmations,
  });
  const top = (): View => {
    const view = core.views.stack(record.id).at(-1);
    if (!view) throw new Error(`${record.name} sees no modal.`);
    return view;
  };
  return {
    id: record.id,
    name: record.name,
    confirmations,
    command: (channel, text, options = {}) =>
      runCommand(core, record, { channel, text, threadTs: options.threadTs, commandName: deps.commandName }),
    click: actions.click,
    suggest: (reference, query): Promise<Option[]> => actions.suggest(reference, query),
    fill: async (entries) => {
      for (const [name, entry] of Object.entries(entries)) {
        const view = top();
        await actions.change(view, inputCalled(view, name), entry);
      }
    },
    submit: () => submitView(core, record, top()),
    closeModal: (options = {}) => closeTop(deps, top(), options.all === true),
    ...createSpeech(core, record, deps.events),
    messages: (channel) =>
      structuredClone(visibleMessages(core, record.id, channelFor(core, record, channel).id)),
    modal: () => structuredClone(core.views.stack(record.id).at(-1) ?? null),
    modals: () => structuredClone([...core.views.stack(record.id)]),
    home: () => structuredClone(core.views.home(record.id)),
    mentions: () => structuredClone(mentions.of(record.id)),
    isPingedBy: (message) => mentions.pinged(message).has(record.id),
    markRead: (channel, { threadTs = null } = {}) =>
      mentions.clear(
        record.id,
        channel === undefined ? undefined : { channelId: channelFor(core, record, channel).id, threadTs },
      ),
  };
}
