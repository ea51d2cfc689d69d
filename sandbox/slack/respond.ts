import { ApiError } from "./api-error.ts";
import type { Core } from "./core.ts";
import { app } from "./directory.ts";
import { content, flag, given } from "./methods/arguments.ts";
import type { ResponseTarget } from "./response-urls.ts";
import type { Fields } from "./validation/check.ts";

/** What a bot says to a `response_url`, or in the ack of a command. @throws ApiError */
export function respond(core: Core, target: ResponseTarget, args: Fields) {
  const original = target.messageTs ? core.messages.find(target.channelId, target.messageTs) : null;
  if (flag(args, "delete_original")) {
    if (!original) throw new ApiError("message_not_found");
    return core.messages.remove(original);
  }
  const said = content(args);
  if (flag(args, "replace_original") && original) return core.messages.edit(original, said);
  const thread = given(args, "thread_ts");
  core.messages.post({
    channel: target.channelId,
    user: app.botUserId,
    from: "bot",
    ...said,
    threadTs: thread ?? (flag(args, "replace_original") ? null : target.threadTs),
    onlyFor: args.response_type === "in_channel" ? null : target.userId,
  });
}
