import type { App } from "@slack/bolt";
import type { Logger } from "pino";
import { z } from "zod";
import { UserRefusal } from "../user-error.ts";
import { unreadableText } from "../views/foreign.ts";
import { type Place, placeOf } from "./tell-person.ts";

const text = z.string();
const user = z.object({ id: text.min(1) });
const option = z.object({ value: text.optional(), text: z.object({ text }).optional() });

/** What an input holds, by the names under which handlers look for it. */
const entry = z.object({
  value: text.nullish(),
  selected_option: option.nullish(),
  selected_user: text.nullish(),
  selected_users: z.array(text).nullish(),
  selected_conversation: text.nullish(),
  selected_date_time: z.number().int().nullish(),
});

const state = z.object({ values: z.record(text, z.record(text, entry)) });
const modal = z.object({ id: text, private_metadata: text, state });
const form = modal.extend({
  hash: text,
  callback_id: text,
  title: z.object({ text }),
  blocks: z.array(z.object({ type: text, block_id: text })),
});

const button = z.object({ action_id: text, type: text, value: text.optional() });
const menu = z.object({
  action_id: text,
  type: z.literal("overflow"),
  selected_option: option.required({ value: true }),
});

/** What Slack always sends, as far as handlers use it. */
const SHAPES: Record<Exclude<Place["kind"], "other">, z.ZodType> = {
  command: z.object({ text, user_id: text.min(1), channel_id: text.min(1), trigger_id: text.min(1) }),
  block_actions: z.object({
    user,
    trigger_id: text.min(1),
    actions: z.tuple([menu.or(button.refine(({ type }) => type !== "overflow"))]),
    view: modal.or(z.object({ type: z.literal("home") })).nullish(),
  }),
  block_suggestion: z.object({ user, action_id: text, value: text }),
  view_submission: z.object({ user, view: form }),
  view_closed: z.object({ user }),
  event: z.object({ event: z.object({ user: text }) }),
};

/** Takes nothing that is not as Slack sends it: handlers rely on that. Before all listeners. */
export function refuseUnreadable(app: App, { logger }: { logger: Logger }): void {
  app.use(async ({ body, next }) => {
    const { kind } = placeOf(body);
    const error = kind === "other" ? undefined : SHAPES[kind].safeParse(body).error;
    if (error) {
      const fields = error.issues.map(({ path }) => path.join("."));
      logger.warn({ kind, fields }, "Unreadable payload");
      throw new UserRefusal(unreadableText());
    }
    await next();
  });
}
