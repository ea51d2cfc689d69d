import { createHash } from "node:crypto";
import type { EditableField, IngressChanges, IngressFields, SeenFields } from "./target.ts";

const FIELDS: readonly EditableField[] = ["description", "metadata", "certificate"];

type Fields = Pick<IngressFields, EditableField>;

/** Stands for a text that is too long to be carried along. Slack turns line breaks into \n, so all count alike. */
function digest(text: string): string {
  return createHash("sha256").update(text.replace(/\r\n?/g, "\n")).digest("base64url").slice(0, 22);
}

/** What a person who is shown `ingress` has seen. */
export function seenFields(ingress: Fields): SeenFields {
  return {
    description: digest(ingress.description),
    metadata: digest(ingress.metadata),
    certificate: digest(ingress.certificate),
  };
}

/** The fields in which `now` is not what was seen. */
export function changedSince(seen: SeenFields, now: Fields): EditableField[] {
  const current = seenFields(now);
  return FIELDS.filter((field) => current[field] !== seen[field]);
}

export interface ComparedEdit {
  /** The fields that the person edited. */
  touched: EditableField[];
  /** Those of them that differ from what ngrok has now, with his values. */
  changes: IngressChanges;
  /** What others changed, unless they set what he wants too. */
  theirs: EditableField[];
}

/** Puts what a person typed, who had seen `seen`, beside what ngrok has `now`. */
export function compareEdit(typed: Fields, seen: SeenFields, now: Fields): ComparedEdit {
  const touched = changedSince(seen, typed);
  const changed = changedSince(seenFields(now), typed).filter((field) => touched.includes(field));
  return {
    touched,
    changes: pickFields(typed, changed),
    theirs: changedSince(seen, now).filter((field) => !touched.includes(field) || changed.includes(field)),
  };
}

export function pickFields(from: Fields, fields: readonly EditableField[]): IngressChanges {
  return Object.fromEntries(fields.map((field) => [field, from[field]]));
}
