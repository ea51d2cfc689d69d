import { z } from "zod";
import { targetSchema } from "./target.ts";

/** What ngrok, or the way to it, answered to a call that brought no success. Safe to show: keys are removed. */
export const callErrorSchema = z.object({
  kind: z.enum(["api", "rate-limit", "timeout", "connection", "reply", "interrupted"]),
  /** `ERR_NGROK_…`; null where ngrok sent none. */
  code: z.string().nullable(),
  status: z.int().nullable(),
  message: z.string(),
  ngrokOperationId: z.string().nullable(),
});

/** Why a change that was asked for was never begun. */
export const unbegunSchemas = [
  /** ngrok has no such command for this kind of session. */
  z.object({ code: z.literal("not-able"), limit: z.enum(["ssh", "windows"]) }),
  /** Somebody has set the same values meanwhile. */
  z.object({ code: z.literal("nothing-left") }),
  /** ngrok could not be asked how it stands; `error` is null where that was the bot's own fault. */
  z.object({ code: z.literal("unread"), error: callErrorSchema.nullable() }),
] as const;

/** What a first look at ngrok found in the way of a change that was asked for. */
export const obstacleSchema = z.discriminatedUnion("code", [
  z.object({ code: z.literal("gone") }),
  /** It is no longer what the form had shown. */
  z.object({ code: z.literal("changed"), found: targetSchema }),
  ...unbegunSchemas,
]);
export type Obstacle = z.infer<typeof obstacleSchema>;
