import type { ReactNode } from "react";
import type { Element } from "../../../slack/block.ts";
import { useScope } from "../block-scope.tsx";
import { Picture } from "../picture.tsx";
import { Unknown } from "../unknown.tsx";
import { ButtonElement } from "./button-element.tsx";
import { CheckboxesElement, RadioElement } from "./choice-elements.tsx";
import type { ElementProps, Labelling } from "./labelling.ts";
import { MomentElement } from "./moment-element.tsx";
import { OverflowElement } from "./overflow-element.tsx";
import { SelectElement } from "./select-element.tsx";
import { TextElement } from "./text-element.tsx";

const drawers: Record<string, (props: ElementProps) => ReactNode> = {
  button: ButtonElement,
  overflow: OverflowElement,
  static_select: SelectElement,
  multi_static_select: SelectElement,
  external_select: SelectElement,
  multi_external_select: SelectElement,
  users_select: SelectElement,
  multi_users_select: SelectElement,
  conversations_select: SelectElement,
  channels_select: SelectElement,
  radio_buttons: RadioElement,
  checkboxes: CheckboxesElement,
  datepicker: MomentElement,
  timepicker: MomentElement,
  datetimepicker: MomentElement,
  plain_text_input: TextElement,
  number_input: TextElement,
  email_text_input: TextElement,
  url_text_input: TextElement,
};

export interface DrawnElementProps {
  element: Element;
  labelling?: Labelling;
  /** Names it where it has no placeholder, and there is no `labelling`. */
  label?: string;
}

/** An element, with which the person can act if it is one of those. */
export function DrawnElement({ element, labelling, label }: DrawnElementProps) {
  const { block } = useScope();
  if (element.type === "image") return <Picture url={element.image_url} alt={element.alt_text} />;
  const Drawn = Object.hasOwn(drawers, element.type) ? drawers[element.type] : undefined;
  if (!Drawn) return <Unknown what="element" type={element.type} blockId={block.block_id} />;
  const named = element.placeholder?.text ?? label ?? element.action_id;
  return <Drawn key={element.type} element={element} labelling={labelling ?? { label: named }} />;
}
