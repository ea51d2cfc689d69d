import type { CallError } from "../operations/operation.ts";
import type { IngressFields } from "../operations/target.ts";
import { callErrorText } from "./call-error-words.ts";
import { quoted } from "./operation-words.ts";

/** Mrkdwn, already escaped; `quoted` is foreign text, as it is. */
export interface FormNote {
  text: string;
  quoted: string;
}

/** What a form says besides its inputs: on top, and at a field. */
export interface FormNotes {
  top: string[];
  fields: Partial<Record<keyof IngressFields, FormNote>>;
}

export const noNotes: FormNotes = { top: [], fields: {} };

/** The codes by which ngrok blames one field, from its documentation. */
const fieldOfCode: Record<string, keyof IngressFields> = {
  ERR_NGROK_6700: "description",
  ERR_NGROK_6701: "metadata",
  ERR_NGROK_6702: "domain",
  ERR_NGROK_6703: "domain",
  ERR_NGROK_6704: "domain",
  ERR_NGROK_6705: "domain",
  ERR_NGROK_6706: "domain",
};

/** A refused call, said where a person can mend it. */
export function notesOfError(error: CallError): FormNotes {
  const text = `*Nothing changed.* ${callErrorText(error)}`;
  const field = error.code ? fieldOfCode[error.code] : undefined;
  if (!field) return { top: [text], fields: {} };
  return {
    top: [],
    fields: { [field]: { text: `${text}\nngrok says: ${quoted(error.message)}`, quoted: "" } },
  };
}
