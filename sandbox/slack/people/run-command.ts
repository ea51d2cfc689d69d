import { ApiError } from "../api-error.ts";
import type { Core } from "../core.ts";
import type { PersonRecord } from "../directory.ts";
import { respond } from "../respond.ts";
import { channelFor } from "./own-channel.ts";
import { commandPayload } from "./payloads.ts";

export interface CommandOutcome {
  kind: "answered" | "timed-out" | "undelivered" | "refused";
  /** What Slack itself says, in the person's eyes only. */
  words: string | null;
}

export interface Command {
  channel: string;
  text: string;
  threadTs: string | undefined;
  commandName: string;
}

/** Returns once the bot has acked; what it posts later is on the screen later. */
export async function runCommand(
  core: Core,
  person: PersonRecord,
  command: Command,
): Promise<CommandOutcome> {
  const channel = channelFor(core, person, command.channel);
  const { text, commandName } = command;
  const [word = "", ...rest] = text.startsWith("/") ? text.split(" ") : [commandName, text];
  const refuse = (kind: CommandOutcome["kind"], words: string): CommandOutcome => {
    core.messages.post({
      channel: channel.id,
      user: "USLACKBOT",
      from: "slack",
      text: words,
      threadTs: command.threadTs ?? null,
      onlyFor: person.id,
    });
    return { kind, words };
  };
  if (word !== commandName) return refuse("refused", `${word} is not a valid command.`);
  if (command.threadTs) return refuse("refused", `${word} is not supported in threads. Sorry!`);
  const payload = commandPayload(core, person, channel, word, rest.join(" ").trim());
  const answer = await core.envelopes.ask("slash_commands", payload);
  if (answer.kind !== "acked") {
    const code = answer.kind === "timed-out" ? "operation_timeout" : "dispatch_failed";
    return refuse(answer.kind, `${word} failed with the error "${code}"`);
  }
  if (Object.keys(answer.payload).length === 0) return { kind: "answered", words: null };
  try {
    const target = { channelId: channel.id, userId: person.id, messageTs: null, threadTs: null };
    respond(core, target, answer.payload);
    return { kind: "answered", words: null };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    core.problem(`The ack of ${word} was refused: ${error.code} ${JSON.stringify(error.extra)}`);
    return refuse("refused", `${word} failed with the error "${error.code}"`);
  }
}
