import { UserRefusal } from "../user-error.ts";
import { elsewhere, unknownCommand } from "../views/usage.ts";
import { matchCommand } from "./command.ts";
import type { Command } from "./commands.ts";
import type { HandlerDeps, Invocation } from "./deps.ts";
import { isDirect, permitLook } from "./permit.ts";

/** Runs the command that `words` name, as if they had been typed. */
export type Dispatch = (words: readonly string[], invocation: Omit<Invocation, "args">) => Promise<void>;

export function createDispatch(
  deps: Pick<HandlerDeps, "access" | "settings">,
  commands: readonly Command[],
): Dispatch {
  const { channels } = deps.settings;
  return async (words, invocation) => {
    if (channels.length > 0 && !isDirect(invocation.channelId) && !channels.includes(invocation.channelId)) {
      throw new UserRefusal(elsewhere(channels));
    }
    const match = matchCommand(words.length === 0 ? ["help"] : words, commands);
    if (!("found" in match && match.found.isForAll))
      await permitLook(deps, invocation.userId, invocation.channelId);
    if ("nearest" in match) throw new UserRefusal(unknownCommand(words.join(" "), match.nearest));
    await match.found.handle({ ...invocation, args: match.args });
  };
}
