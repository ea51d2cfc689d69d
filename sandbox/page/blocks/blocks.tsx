import type { Block } from "../../slack/block.ts";

/** Where blocks stand: their elements act on it. */
export type Surface = { kind: "message"; channel: string; ts: string } | { kind: "view"; viewId: string };

/** Draws blocks, and lets the person use them. */
export function Blocks({ blocks }: { blocks: readonly Block[]; surface: Surface }) {
  return <pre>{JSON.stringify(blocks, null, 1)}</pre>;
}
