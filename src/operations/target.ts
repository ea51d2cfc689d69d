import { z } from "zod";
import { instantSchema } from "./instant.ts";

/** A tunnel session as it was reviewed. An approval is bound to all of it but `transport`, `ip`, `region` and `startedAt`. */
const sessionSnapshotSchema = z.object({
  sessionId: z.string(),
  agentVersion: z.string(),
  /** Null where the session names no credential. */
  credentialId: z.string().nullable(),
  os: z.string(),
  transport: z.string(),
  metadata: z.string(),
  ip: z.string(),
  region: z.string(),
  startedAt: instantSchema,
});
export type SessionSnapshot = z.infer<typeof sessionSnapshotSchema>;

/** One URL that a session serves. `survives` when another session serves it too, pooled. */
const servedUrlSchema = z.object({ url: z.string(), survives: z.boolean() });
export type ServedUrl = z.infer<typeof servedUrlSchema>;

const certificateSchema = z.enum(["none", "rsa", "ecdsa"]);
export type Certificate = z.infer<typeof certificateSchema>;

const ingressFieldsSchema = z.object({
  domain: z.string(),
  description: z.string(),
  metadata: z.string(),
  certificate: certificateSchema,
});
export type IngressFields = z.infer<typeof ingressFieldsSchema>;

export const ingressSnapshotSchema = ingressFieldsSchema.extend({ ingressId: z.string() });
export type IngressSnapshot = z.infer<typeof ingressSnapshotSchema>;

/** Only what is to change; an absent field stays as it is. */
const ingressChangesSchema = ingressFieldsSchema.omit({ domain: true }).partial();
export type IngressChanges = z.infer<typeof ingressChangesSchema>;
export type EditableField = keyof IngressChanges;

/** Stands for what a form had shown of each field; see `operations/seen-fields.ts`. */
const seenFieldsSchema = z.object({ description: z.string(), metadata: z.string(), certificate: z.string() });
export type SeenFields = z.infer<typeof seenFieldsSchema>;

export const targetSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("session"),
    /** What people call the device; see `operations/device-name.ts`. */
    name: z.string(),
    session: sessionSnapshotSchema,
    serves: z.array(servedUrlSchema),
  }),
  z.object({ type: z.literal("new-ingress"), fields: ingressFieldsSchema }),
  z.object({ type: z.literal("ingress"), ingress: ingressSnapshotSchema, changes: ingressChangesSchema }),
  /** Asked for, and not looked at yet: `name` and `domain` are as the form had shown them. */
  z.object({ type: z.literal("unread-session"), sessionId: z.string(), name: z.string() }),
  z.object({
    type: z.literal("unread-ingress"),
    ingressId: z.string(),
    domain: z.string(),
    seen: seenFieldsSchema,
    /** What stood in the form at its submit; null for a deletion. */
    typed: ingressFieldsSchema.omit({ domain: true }).nullable(),
  }),
]);
export type Target = z.infer<typeof targetSchema>;
export type SessionTarget = Extract<Target, { type: "session" }>;
export type UnreadTarget = Extract<Target, { type: `unread-${string}` }>;

export function isUnread(target: Target): target is UnreadTarget {
  return target.type === "unread-session" || target.type === "unread-ingress";
}
