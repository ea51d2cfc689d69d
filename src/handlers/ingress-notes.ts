import type { IngressFields } from "../operations/target.ts";
import type { FormNotes } from "../views/ingress-problem.ts";
import type { FormError } from "./form-error.ts";

const FIELDS: readonly (keyof IngressFields)[] = ["domain", "description", "metadata", "certificate"];

/** Where a form that came back says why: at its field, else on top. */
export function formErrorNotes(error: FormError): FormNotes {
  const { text } = error;
  const field = FIELDS.find((one) => error.blockId?.startsWith(`${one}:`));
  return field ? { top: [], fields: { [field]: { text, quoted: "" } } } : { top: [text], fields: {} };
}
