import type { IngressFields } from "../operations/target.ts";
import type { FormNotes } from "../views/ingress-problem.ts";
import type { FormError } from "./form-error.ts";

const FIELDS: readonly (keyof IngressFields)[] = ["domain", "description", "metadata", "certificate"];

/** Where a form that came back says why: at its field, else on top. */
export function formErrorNotes({ text, blockId }: FormError): FormNotes {
  const field = FIELDS.find((one) => blockId?.startsWith(`${one}:`));
  return field ? { top: [], fields: { [field]: { text, quoted: "" } } } : { top: [text], fields: {} };
}
