import { createHash } from "node:crypto";
import type { IngressChanges, IngressFields, IngressSnapshot } from "../operations/target.ts";
import { certificateNames } from "../views/ingress-certificate.ts";
import type { EditableField } from "../views/ingress-form.ts";
import { type FormNote, type FormNotes, noNotes } from "../views/ingress-problem.ts";

const FIELDS: readonly EditableField[] = ["description", "metadata", "certificate"];

/** Stands for a text that is too long to be carried along. Slack turns line breaks into \n, so all count alike. */
function digest(text: string): string {
  return createHash("sha256").update(text.replace(/\r\n?/g, "\n")).digest("base64url").slice(0, 22);
}

/** What a person who edits `ingress` has seen. */
export function seenFields(ingress: IngressFields): Record<EditableField, string> {
  return {
    description: digest(ingress.description),
    metadata: digest(ingress.metadata),
    certificate: digest(ingress.certificate),
  };
}

/** Everything that a deletion was reviewed with. */
export function digestOfSnapshot(snapshot: IngressSnapshot): string {
  const { ingressId, domain, description, metadata, certificate } = snapshot;
  return digest(JSON.stringify([ingressId, domain, description, metadata, certificate]));
}

export interface Merged {
  /** What the person changed, as against what ngrok has now. */
  changes: IngressChanges;
  /** His own values, and those of others where he had not touched the field. */
  fields: IngressFields;
  /** What others changed since he saw it. */
  notes: FormNotes;
}

function show(field: EditableField, now: IngressFields): { inline: string; quoted: string } {
  if (field === "certificate") return { inline: certificateNames[now.certificate], quoted: "" };
  const text = now[field];
  return text === "" ? { inline: "empty", quoted: "" } : { inline: "", quoted: text };
}

function theirs(field: EditableField, now: IngressFields, touched: boolean): FormNote {
  const { inline, quoted } = show(field, now);
  const lead = touched
    ? `*Somebody changed the ${field} since you opened this form.* Above is yours, which replaces theirs when you submit again. Theirs: ${inline}`
    : `*Somebody changed the ${field} since you opened this form.* You had not touched it, so theirs is kept and shown above.`;
  return { text: lead.trimEnd(), quoted: touched ? quoted : "" };
}

/** Puts what a person typed, who had seen `seen`, beside what ngrok has `now`. */
export function mergeEdit(
  mine: IngressFields,
  seen: Record<EditableField, string>,
  now: IngressSnapshot,
): Merged {
  const own = seenFields(mine);
  const current = seenFields(now);
  const touched = FIELDS.filter((field) => own[field] !== seen[field]);
  const changed = touched.filter((field) => own[field] !== current[field]);
  const told = FIELDS.filter(
    (field) => current[field] !== seen[field] && (!touched.includes(field) || changed.includes(field)),
  );
  const pick = (from: IngressFields, fields: EditableField[]) =>
    Object.fromEntries(fields.map((field) => [field, from[field]]));
  const { description, metadata, certificate, domain } = now;
  return {
    changes: pick(mine, changed) as IngressChanges,
    fields: { domain, description, metadata, certificate, ...pick(mine, touched) },
    notes:
      told.length === 0
        ? noNotes
        : {
            top: ["*This agent ingress changed meanwhile. Nothing is edited yet.*"],
            fields: Object.fromEntries(
              told.map((field) => [field, theirs(field, now, touched.includes(field))]),
            ),
          },
  };
}

/** `fields` with `changes` filled in over them. */
export function withChanges(fields: IngressFields, changes: IngressChanges): IngressFields {
  return {
    domain: fields.domain,
    description: changes.description ?? fields.description,
    metadata: changes.metadata ?? fields.metadata,
    certificate: changes.certificate ?? fields.certificate,
  };
}

/** False when an edit would leave everything as this person saw it. */
export function touchesAnything(mine: IngressFields, seen: Record<EditableField, string>): boolean {
  const own = seenFields(mine);
  return FIELDS.some((field) => own[field] !== seen[field]);
}
