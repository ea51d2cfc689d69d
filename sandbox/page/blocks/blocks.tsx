import type { Block } from "../../slack/block.ts";
import type { StateValues } from "../../slack/element-state.ts";
import { BlockScopeProvider, type Surface } from "./block-scope.tsx";
import styles from "./blocks.module.css";
import {
  ActionsBlock,
  AlertBlock,
  ContextBlock,
  HeaderBlock,
  ImageBlock,
  SectionBlock,
} from "./display-blocks.tsx";
import { InputBlock } from "./input-block.tsx";
import { MarkdownBlock } from "./markdown-block.tsx";
import { RichText } from "./rich-text.tsx";
import { TableBlock } from "./table-block.tsx";
import { Unknown } from "./unknown.tsx";
import { useKeptFocus } from "./use-kept-focus.ts";

export type { Surface } from "./block-scope.tsx";

export interface BlocksProps {
  blocks: readonly Block[];
  surface: Surface;
  /** What stands in the inputs of a view. */
  values?: StateValues;
  /** By `block_id`. */
  errors?: Readonly<Record<string, string>>;
}

/** Draws blocks, and lets the person use them. */
export function Blocks({ blocks, surface, values, errors }: BlocksProps) {
  const frame = useKeptFocus();
  return (
    <div ref={frame} className={styles.blocks} tabIndex={-1}>
      {keyed(blocks).map(({ key, block }) => (
        <div key={key} className={styles.block} data-block={block.type}>
          <BlockScopeProvider block={block} surface={surface} values={values?.[block.block_id]}>
            <DrawnBlock block={block} error={errors?.[block.block_id]} />
          </BlockScopeProvider>
        </div>
      ))}
    </div>
  );
}

/**
 * Slack gives a block without an id a new one each time that it is drawn. So that it stays the same on the screen, with
 * focus and place, it goes by its place among those of its type; what is entered belongs to its id.
 */
function keyed(blocks: readonly Block[]): { key: string; block: Block }[] {
  const counts = new Map<string, number>();
  return blocks.map((block) => {
    const count = (counts.get(block.type) ?? 0) + 1;
    counts.set(block.type, count);
    return { key: block.type === "input" ? block.block_id : `${block.type} ${count}`, block };
  });
}

function DrawnBlock({ block, error }: { block: Block; error: string | undefined }) {
  switch (block.type) {
    case "section":
      return <SectionBlock block={block} />;
    case "header":
      return <HeaderBlock block={block} />;
    case "divider":
      return <hr className={styles.divider} />;
    case "context":
      return <ContextBlock block={block} />;
    case "actions":
      return <ActionsBlock block={block} />;
    case "image":
      return <ImageBlock block={block} />;
    case "input":
      return <InputBlock block={block} error={error} />;
    case "rich_text":
      return <RichText elements={block.elements ?? []} blockId={block.block_id} />;
    case "table":
      return <TableBlock block={block} />;
    case "markdown":
      return <MarkdownBlock block={block} />;
    case "alert":
      return <AlertBlock block={block} />;
    default:
      return <Unknown what="block" type={block.type} blockId={block.block_id} />;
  }
}
