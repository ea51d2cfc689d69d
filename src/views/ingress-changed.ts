import type { EditableField, IngressFields } from "../operations/target.ts";
import { certificateNames } from "./ingress-certificate.ts";
import type { FormNote } from "./ingress-problem.ts";

/** On top of a form to edit an ingress that others have changed. */
export function changedMeanwhileText(): string {
  return "*This agent ingress changed meanwhile. Nothing is edited yet.*";
}

/** The same where nothing tells at a field what it was. */
export function changedJustBeforeText(): string {
  return "*Somebody changed it just before, so nothing was edited.* Check it, then submit again.";
}

/** On top of a form to delete an ingress that others have changed. */
export function changedBeforeDeletionText(): string {
  return "*It changed since you opened this form. Nothing is done yet.* This is how it is now:";
}

/** At a field that others have changed to what it is `now`; `touched` where the person had changed it as well. */
export function changedFieldNote(field: EditableField, now: IngressFields, touched: boolean): FormNote {
  const lead = `*Somebody changed the ${field} since you opened this form.*`;
  if (!touched) {
    return { text: `${lead} You had not touched it, so theirs is kept and shown above.`, quoted: "" };
  }
  const { inline, quoted } = whatItIs(field, now);
  const text = `${lead} Above is yours, which replaces theirs when you submit again. Theirs: ${inline}`;
  return { text: text.trimEnd(), quoted };
}

function whatItIs(field: EditableField, now: IngressFields): { inline: string; quoted: string } {
  if (field === "certificate") return { inline: certificateNames[now.certificate], quoted: "" };
  const text = now[field];
  return text === "" ? { inline: "empty", quoted: "" } : { inline: "", quoted: text };
}
