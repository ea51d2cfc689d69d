import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { BlockProvider, type BlockSurroundings } from "../../../sandbox/page/blocks/block-context.tsx";
import { Blocks, type BlocksProps } from "../../../sandbox/page/blocks/blocks.tsx";
import type { Act } from "../../../sandbox/page/live/act.ts";
import type { Block } from "../../../sandbox/slack/block.ts";

const still: Act = {
  command: async () => {},
  say: async () => {},
  click: async () => null,
  suggest: async () => [],
  fill: async () => {},
  submit: async () => {},
  closeModal: async () => {},
  openHome: async () => {},
  markRead: async () => {},
  invite: async () => {},
};

/** A reader in Berlin, for whom it is noon UTC on 1 March 2026, and whose hands do nothing. */
export const surroundings: BlockSurroundings = {
  directory: {
    people: [
      { id: "U0OLGA0001", name: "olga", realName: "Olga Operator" },
      { id: "U0ADA00001", name: "ada", realName: "Ada Approver" },
    ],
    channels: [{ id: "C0FLEET001", name: "fleet", kind: "public" }],
    groups: [{ id: "S0APPROVERS", handle: "approvers" }],
    bot: { id: "U0NGROKBOT", name: "ngrok" },
    me: "U0OLGA0001",
  },
  zone: "Europe/Berlin",
  ticker: { nowMs: () => Date.parse("2026-03-01T12:00:00Z"), subscribe: () => () => {} },
  act: still,
};

export function drawn(blocks: object[], more: Partial<BlocksProps> = {}): string {
  const named = blocks.map((block, index) => ({ block_id: `block-${index}`, ...block })) as Block[];
  const surface = { kind: "message", channel: "C0FLEET001", ts: "1.000001" } as const;
  const props: BlocksProps = { blocks: named, surface, ...more };
  return markupOf(createElement(Blocks, props)).replace(/ class="[^"]*"/g, "");
}

export function markupOf(children: ReactNode): string {
  return renderToStaticMarkup(BlockProvider({ value: surroundings, children }));
}
