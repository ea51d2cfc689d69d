import { type Block, type Element, optionsOf, type TextObject } from "../block.ts";
import type { Directory } from "../directory.ts";
import { type ElementState, stateField } from "../element-state.ts";
import type { Message } from "../message-store.ts";
import { isFields } from "../validation/check.ts";
import type { View } from "../view-store.ts";
import { channelName, renderMrkdwn, userName } from "./render-mrkdwn.ts";
import { renderRichText } from "./render-rich-text.ts";

function words(text: unknown, directory: Directory): string {
  if (typeof text === "string") return text;
  if (!isFields(text) || typeof text.text !== "string") return "";
  return text.type === "mrkdwn" ? renderMrkdwn(text.text, directory) : text.text;
}

function label(text: TextObject | string | undefined): string {
  return typeof text === "string" ? text : (text?.text ?? "");
}

function chosen(value: unknown, directory: Directory): string {
  if (Array.isArray(value)) return value.map((one) => chosen(one, directory)).join(", ");
  if (isFields(value)) return label(value.text as TextObject);
  if (typeof value === "number")
    return `${new Date(value * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  if (typeof value !== "string") return "";
  if (/^U0\w{8}$/.test(value)) return userName(value, directory);
  return /^[CD]0\w{8}$/.test(value) ? channelName(value, directory) : value;
}

/** What stands in an input: what was entered or chosen, else its placeholder in ‹›. */
function entered(element: Element, state: ElementState | undefined, directory: Directory): string {
  const field = stateField(element);
  const now = chosen(field ? state?.[field] : undefined, directory);
  if (now !== "") return now;
  return element.placeholder ? `‹${element.placeholder.text}›` : "";
}

function elementText(element: Element, state: ElementState | undefined, directory: Directory): string {
  if (element.type === "button") return `[${label(element.text)}]`;
  if (element.type === "image") return `(${element.alt_text ?? "image"})`;
  if (element.type === "overflow")
    return `[⋯ ${optionsOf(element)
      .map((one) => one.text.text)
      .join(" | ")}]`;
  const offered = element.type === "radio_buttons" || element.type === "checkboxes";
  if (offered) return choiceText(element, state);
  return `[${entered(element, state, directory)} ▾]`;
}

function choiceText(element: Element, state: ElementState | undefined): string {
  const picked = JSON.stringify([state?.selected_option, state?.selected_options]);
  return optionsOf(element)
    .map((one) => `${picked.includes(JSON.stringify(one.value)) ? "(x)" : "( )"} ${one.text.text}`)
    .join("  ");
}

interface Drawing {
  directory: Directory;
  view: View | null;
}

function stateOfElement(block: Block, element: Element, { view }: Drawing): ElementState | undefined {
  return view?.values[block.block_id]?.[element.action_id];
}

function sectionLines(block: Block, drawing: Drawing): string[] {
  const lines = [block.text, ...(block.fields ?? [])]
    .filter((text) => text !== undefined)
    .flatMap((text) => words(text, drawing.directory).split("\n"));
  const { accessory } = block;
  if (!accessory) return lines;
  const drawn = elementText(accessory, stateOfElement(block, accessory, drawing), drawing.directory);
  return [`${lines[0] ?? ""} ${drawn}`.trim(), ...lines.slice(1)];
}

function inputLines(block: Block, drawing: Drawing): string[] {
  const { element } = block;
  if (!element) return [];
  const state = stateOfElement(block, element, drawing);
  const choice = element.type === "radio_buttons" || element.type === "checkboxes";
  const value = choice ? choiceText(element, state) : entered(element, state, drawing.directory);
  const error = drawing.view?.errors[block.block_id];
  return [
    `${block.label?.text ?? ""}${block.optional ? " (optional)" : ""}: ${value}`.trimEnd(),
    ...(block.hint ? [`  ${block.hint.text}`] : []),
    ...(error ? [`  ! ${error}`] : []),
  ];
}

function elementsLine(block: Block, drawing: Drawing): string {
  const parts = (block.elements ?? []).map((element) =>
    block.type === "context" && element.type !== "image"
      ? words(element, drawing.directory)
      : elementText(element, stateOfElement(block, element, drawing), drawing.directory),
  );
  return parts.join(" ");
}

function rowText(row: unknown[], directory: Directory): string {
  return row
    .map((cell) =>
      isFields(cell) && cell.type === "rich_text"
        ? renderRichText(cell, directory).join(" ")
        : words(cell, directory),
    )
    .join(" | ");
}

const drawers: Record<string, (block: Block, drawing: Drawing) => string[]> = {
  section: sectionLines,
  input: inputLines,
  context: (block, drawing) => elementsLine(block, drawing).split("\n"),
  actions: (block, drawing) => [elementsLine(block, drawing)],
  divider: () => ["---"],
  image: (block) => [`(${block.alt_text ?? "image"})`],
  rich_text: (block, { directory }) => renderRichText(block, directory),
  table: (block, { directory }) => (block.rows ?? []).map((row) => rowText(row, directory)),
};

function blockLines(block: Block, drawing: Drawing): string[] {
  const draw = drawers[block.type];
  return draw ? draw(block, drawing) : words(block.text, drawing.directory).split("\n");
}

function viewLines(view: View, directory: Directory): string[] {
  const buttons = [view.submit, view.type === "modal" ? (view.close ?? { text: "Cancel" }) : null];
  return [
    ...(view.title ? [`== ${view.title.text} ==`] : []),
    ...(view.trouble ? [`! ${view.trouble}`] : []),
    ...view.blocks.flatMap((block) => blockLines(block, { directory, view })),
    buttons.flatMap((button) => (button ? [`[${button.text}]`] : [])).join(" "),
  ].filter((line) => line !== "");
}

/** What a person reads on the screen, line by line. */
export function renderText(shown: Message | View, directory: Directory): string {
  if ("hash" in shown) return viewLines(shown, directory).join("\n");
  if (shown.blocks.length === 0) return renderMrkdwn(shown.text, directory);
  return shown.blocks.flatMap((block) => blockLines(block, { directory, view: null })).join("\n");
}
