import { type Block, elementsOf } from "../block.ts";
import { blockCheck, type Surface } from "./block-checks.ts";
import { type Check, createFindings, type Findings, isFields, list } from "./check.ts";
import { slackLimits } from "./slack-limits.ts";

function refuseTwice(ids: unknown[], name: string, pointer: string, findings: Findings) {
  const seen = new Set<unknown>();
  for (const id of ids) {
    if (id !== undefined && seen.has(id)) findings.add(`${name} already exists: ${String(id)}`, pointer);
    seen.add(id);
  }
}

const distinctIds: Check = (value, pointer, findings) => {
  if (!Array.isArray(value)) return;
  const blocks = value.filter(isFields);
  refuseTwice(
    blocks.map((block) => block.block_id),
    "block_id",
    pointer,
    findings,
  );
  for (const [index, block] of blocks.entries()) {
    if (!Array.isArray(block.elements) || block.type !== "actions") continue;
    const ids = block.elements.map((element) => (isFields(element) ? element.action_id : undefined));
    refuseTwice(ids, "action_id", `${pointer}/${index}/elements`, findings);
  }
  if (blocks.filter((block) => block.type === "table").length > 1) {
    findings.add("no more than 1 table allowed", pointer);
  }
  const focused = blocks.filter((block) => isFields(block.element) && block.element.focus_on_load === true);
  if (focused.length > 1) findings.add("focus_on_load may be true for one element only", pointer);
};

export function checkBlocks(value: unknown, surface: Surface, pointer: string, findings: Findings) {
  const most = surface === "message" ? slackLimits.messageBlocks : slackLimits.viewBlocks;
  list(blockCheck(surface), most, 0)(value, pointer, findings);
  distinctIds(value, pointer, findings);
}

/** Gives ids to blocks and elements that came without, as Slack does; a new one each time. */
export function withIds(value: unknown): Block[] {
  // One by one: a block that stands twice in the list is two.
  const blocks = (value as Block[]).map((block) => structuredClone(block));
  const taken = new Set(
    blocks.flatMap((block) => [block.block_id, ...elementsOf(block).map((one) => one.action_id)]),
  );
  const newId = (): string => {
    const id = crypto.randomUUID().slice(0, 5);
    if (taken.has(id)) return newId();
    taken.add(id);
    return id;
  };
  for (const block of blocks) {
    block.block_id ??= newId();
    for (const element of elementsOf(block)) element.action_id ??= newId();
  }
  return blocks;
}

/** Whether Slack answers `msg_blocks_too_long` to it from `chat.postMessage`; a `response_url` takes it. */
export function isTooLongToPost(blocks: unknown): boolean {
  // A mark that JSON escapes is one character.
  return JSON.stringify(blocks).replace(/\\./g, "x").length > slackLimits.messageBlocksText;
}

/** The blocks of a message, or what is wrong with them. */
export function parseBlocks(value: unknown): { blocks: Block[] } | { messages: string[] } {
  const findings = createFindings();
  checkBlocks(value, "message", "/blocks", findings);
  return findings.messages.length > 0 ? { messages: findings.messages } : { blocks: withIds(value) };
}
