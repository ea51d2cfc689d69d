import type { ViewOutput } from "@slack/bolt";
import type { Certificate, IngressFields } from "../operations/target.ts";
import { UserRefusal } from "../user-error.ts";
import { inputAction } from "../views/approval-inputs.ts";
import { byteLength } from "../views/byte-length.ts";
import { certificateNames } from "../views/ingress-certificate.ts";
import { fieldBlockId } from "../views/ingress-form.ts";
import { ngrokLimits } from "../views/limits.ts";
import { otherVersion } from "../views/other-version.ts";
import { tooManyBytes } from "../views/too-many-bytes.ts";
import type { FieldErrors } from "./approval-values.ts";

type Input = ViewOutput["state"]["values"][string][string];

function input(view: ViewOutput, blockId: string): Input | undefined {
  return view.state.values[blockId]?.[inputAction];
}

export function typedText(view: ViewOutput, blockId: string): string {
  return input(view, blockId)?.value ?? "";
}

function metadata(view: ViewOutput, round: number): string {
  let text = "";
  for (let part = 1; input(view, fieldBlockId("metadata", round, part)); part += 1) {
    text += typedText(view, fieldBlockId("metadata", round, part));
  }
  return text;
}

/** @throws UserRefusal for one that no form of this version offers */
function certificate(view: ViewOutput, round: number): Certificate {
  const value = input(view, fieldBlockId("certificate", round))?.selected_option?.value ?? "none";
  if (Object.hasOwn(certificateNames, value)) return value as Certificate;
  throw new UserRefusal(otherVersion("form"));
}

/** What was typed, as it was typed. The domain is empty where it was no input. */
export function ingressFields(view: ViewOutput, round: number): IngressFields {
  return {
    domain: typedText(view, fieldBlockId("domain", round)),
    description: typedText(view, fieldBlockId("description", round)),
    metadata: metadata(view, round),
    certificate: certificate(view, round),
  };
}

function tooLong(name: string, text: string, allowed: number): string | null {
  const used = byteLength(text);
  if (used <= allowed) return null;
  return tooManyBytes(name, used, allowed);
}

/** ngrok counts bytes, and so do we, before anything is sent. */
export function byteErrors(fields: IngressFields, round: number): FieldErrors {
  const description = tooLong("description", fields.description, ngrokLimits.ingressDescriptionBytes);
  const long = tooLong("metadata", fields.metadata, ngrokLimits.ingressMetadataBytes);
  return {
    ...(description ? { [fieldBlockId("description", round)]: description } : {}),
    ...(long ? { [fieldBlockId("metadata", round)]: long } : {}),
  };
}
