import { type Block, type Element, elementsOf, optionsOf } from "../block.ts";

/** Which element of the screen is meant; give as much as tells it apart. */
export interface ElementReference {
  actionId?: string | undefined;
  blockId?: string | undefined;
  /** Of a button. */
  value?: string | undefined;
  /** Of an overflow menu or a choice: an option's value or words. */
  option?: string | undefined;
}

export interface FoundElement {
  block: Block;
  element: Element;
}

function hasOption(element: Element, option: string): boolean {
  return optionsOf(element).some((one) => one.value === option || one.text.text === option);
}

function fits({ block, element }: FoundElement, reference: ElementReference): boolean {
  if (reference.actionId !== undefined && element.action_id !== reference.actionId) return false;
  if (reference.blockId !== undefined && block.block_id !== reference.blockId) return false;
  if (element.type === "button" && reference.value !== undefined && element.value !== reference.value) {
    return false;
  }
  if (reference.option === undefined || optionsOf(element).length === 0) return true;
  return hasOption(element, reference.option);
}

export function allElements(blocks: Block[]): FoundElement[] {
  return blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
}

/** @throws Error when none or several fit, naming what is there */
export function findElement(blocks: Block[], reference: ElementReference, where: string): FoundElement {
  const present = allElements(blocks);
  const found = present.filter((one) => fits(one, reference));
  const [first] = found;
  const wanted = JSON.stringify(reference);
  if (!first) {
    const there = present.map(({ block, element }) => `${block.block_id}/${element.action_id}`);
    throw new Error(`No element ${wanted} is on ${where}; there are: ${there.join(", ") || "none"}.`);
  }
  if (found.length > 1) {
    throw new Error(`${found.length} elements on ${where} fit ${wanted}: add blockId, value or option.`);
  }
  return first;
}
