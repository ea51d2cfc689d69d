import { compareEdit, pickFields } from "../operations/seen-fields.ts";
import type { IngressChanges, IngressFields, IngressSnapshot, SeenFields } from "../operations/target.ts";
import { changedFieldNote, changedMeanwhileText } from "../views/ingress-changed.ts";
import { type FormNotes, noNotes } from "../views/ingress-problem.ts";

export interface Merged {
  /** His own values, and those of others where he had not touched the field. */
  fields: IngressFields;
  /** What others changed since he saw it. */
  notes: FormNotes;
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
            top: [changedMeanwhileText()],
            fields: Object.fromEntries(
              compared.theirs.map((field) => [
                field,
                changedFieldNote(field, now, compared.touched.includes(field)),
              ]),
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
