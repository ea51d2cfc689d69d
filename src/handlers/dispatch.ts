import { UserRefusal } from "../user-error.ts";
import { elsewhere, unknownCommand } from "../views/usage.ts";
import { matchCommand } from "./command.ts";
import type { Command } from "./commands.ts";
import type { HandlerDeps, Invocation } from "./deps.ts";

/** Runs the command that `words` name, as if they had been typed. */
export type Dispatch = (words: readonly string[], invocation: Omit<Invocation, "args">) => Promise<void>;

export function createDispatch(deps: Pick<HandlerDeps, "settings">, commands: readonly Command[]): Dispatch {
  const { channels } = deps.settings;
  return async (words, invocation) => {
    if (channels.length > 0 && !isDirect(invocation.channelId) && !channels.includes(invocation.channelId)) {
      throw new UserRefusal(elsewhere(channels));
    }
    const match = matchCommand(words.length === 0 ? ["help"] : words, commands);
    if ("nearest" in match) throw new UserRefusal(unknownCommand(words.join(" "), match.nearest));
    await match.found.handle({ ...invocation, args: match.args });
  };
}

/** The bot's DM, by its own id or the person's. */
function isDirect(channelId: string): boolean {
  return /^[DUW]/.test(channelId);
}
