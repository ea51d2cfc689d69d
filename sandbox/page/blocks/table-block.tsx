import type { Block } from "../../slack/block.ts";
import styles from "./blocks.module.css";
import { RichText } from "./rich-text.tsx";
import { Unknown } from "./unknown.tsx";

interface Cell {
  type: string;
  text?: string;
  elements?: readonly unknown[];
}

/** The first row is the head. */
export function TableBlock({ block }: { block: Block }) {
  const [head = [], ...rows] = (block.rows ?? []) as Cell[][];
  const settings = (block.column_settings ?? []) as ({ align?: "left" | "center" | "right" } | undefined)[];
  const align = (column: number) => ({ textAlign: settings[column]?.align ?? "left" });
  const cell = (one: Cell) => <DrawnCell cell={one} blockId={block.block_id} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reached by keyboard.
    <section className={styles.tableFrame} aria-label="Table" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {head.map((one, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: Cells are named by where they stand.
              <th key={column} scope="col" style={align(column)}>
                {cell(one)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: As above.
            <tr key={line}>
              {row.map((one, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: As above.
                <td key={column} style={align(column)}>
                  {cell(one)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DrawnCell({ cell, blockId }: { cell: Cell; blockId: string }) {
  if (cell.type === "raw_text" || cell.type === "raw_number") return cell.text;
  if (cell.type === "rich_text") return <RichText elements={cell.elements ?? []} blockId={blockId} />;
  return <Unknown what="cell" type={cell.type} blockId={blockId} />;
}
