import { z } from "zod";
import { instantSchema } from "./instant.ts";
import { callErrorSchema, unbegunSchemas } from "./obstacle.ts";

export const callNames = ["update", "restart", "stop", "create", "edit", "delete"] as const;
export type CallName = (typeof callNames)[number];

const candidateSchema = z.object({
  sessionId: z.string(),
  agentVersion: z.string(),
  startedAt: instantSchema,
  ip: z.string(),
  region: z.string(),
  urls: z.array(z.string()),
});
export type Candidate = z.infer<typeof candidateSchema>;

/** Why an operation failed or needs a person. The texts are in `views/`. */
export const problemSchema = z.discriminatedUnion("code", [
  ...unbegunSchemas,
  z.object({ code: z.literal("call-refused"), call: z.enum(callNames), error: callErrorSchema }),
  /** ngrok never said whether the call took effect, and looking did not tell either. */
  z.object({ code: z.literal("call-unknown"), call: z.enum(callNames), error: callErrorSchema }),
  z.object({ code: z.literal("not-back") }),
  z.object({ code: z.literal("ambiguous"), candidates: z.array(candidateSchema) }),
  z.object({ code: z.literal("same-version") }),
  z.object({ code: z.literal("endpoints-missing") }),
  /** ngrok accepted the stop, and the session is online all the same. */
  z.object({ code: z.literal("still-online") }),
  /** Its call was due at `dueAt`; found at `foundAt`, too late to be run unasked. `because` of what it was late. */
  z.object({
    code: z.literal("too-late"),
    call: z.enum(callNames),
    dueAt: instantSchema,
    foundAt: instantSchema,
    because: z.enum(["bot-down", "ngrok-unreachable", "slack-unreachable"]).default("bot-down"),
  }),
  /** Its call was due at `dueAt`, and at `foundAt` it might not be made. */
  z.object({
    code: z.literal("held"),
    call: z.enum(callNames),
    dueAt: instantSchema,
    foundAt: instantSchema,
    because: z.discriminatedUnion("code", [
      z.object({ code: z.literal("frozen"), by: z.string(), reason: z.string() }),
      /** `lost` approved, and may not any more; what is left is not enough. */
      z.object({
        code: z.literal("approval-lost"),
        lost: z.array(z.string()),
        left: z.int(),
        needed: z.int(),
      }),
      /** Who asked, or let it go on, may not any more. */
      z.object({ code: z.literal("asker-lost"), who: z.string() }),
    ]),
  }),
]);
export type HeldBecause = Extract<Problem, { code: "held" }>["because"];
export type Problem = z.infer<typeof problemSchema>;
