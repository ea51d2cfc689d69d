import styles from "./blocks.module.css";
import { WarningSign } from "./signs.tsx";

/** What the page cannot draw is said, never left out. */
export function Unknown({ what, type, blockId }: { what: string; type: unknown; blockId?: string }) {
  const name = typeof type === "string" ? type : JSON.stringify(type ?? null);
  return (
    <div className={styles.unknown} role="alert" data-unknown={name}>
      <WarningSign />
      <span>
        This page cannot draw the {what} <code>{name}</code>
        {blockId && (
          <>
            {" "}
            of block <code>{blockId}</code>
          </>
        )}
        .
      </span>
    </div>
  );
}
