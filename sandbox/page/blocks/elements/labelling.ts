import type { AriaAttributes } from "react";
import type { Element } from "../../../slack/block.ts";

/** How an element is tied to the words around it. */
export interface Labelling {
  id?: string;
  labelledBy?: string;
  /** Where nothing on the screen names it. */
  label?: string;
  describedBy?: string;
  invalid?: boolean;
  required?: boolean;
}

export interface ElementProps {
  element: Element;
  labelling: Labelling;
}

export function ariaOf({ labelledBy, label, describedBy, invalid, required }: Labelling): AriaAttributes {
  return {
    ...(labelledBy ? { "aria-labelledby": labelledBy } : { "aria-label": label }),
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(invalid ? { "aria-invalid": true } : {}),
    ...(required ? { "aria-required": true } : {}),
  };
}
