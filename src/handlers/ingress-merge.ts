import { compareEdit, pickFields } from "../operations/seen-fields.ts";
import type {
  EditableField,
  IngressChanges,
  IngressFields,
  IngressSnapshot,
  SeenFields,
} from "../operations/target.ts";
import { certificateNames } from "../views/ingress-certificate.ts";
import { type FormNote, type FormNotes, noNotes } from "../views/ingress-problem.ts";

export interface Merged {
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

/** What a person who had seen `seen` typed, shown beside what ngrok has `now`. */
export function mergeEdit(mine: IngressFields, seen: SeenFields, now: IngressSnapshot): Merged {
  const compared = compareEdit(mine, seen, now);
  return {
    fields: withChanges(now, pickFields(mine, compared.touched)),
    notes:
      compared.theirs.length === 0
        ? noNotes
        : {
            top: ["*This agent ingress changed meanwhile. Nothing is edited yet.*"],
            fields: Object.fromEntries(
              compared.theirs.map((field) => [field, theirs(field, now, compared.touched.includes(field))]),
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
