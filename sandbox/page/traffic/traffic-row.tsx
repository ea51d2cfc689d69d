import { memo, useId, useState } from "react";
import type { TrafficEntry } from "../../demo/entries.ts";
import { Badge } from "../design/badge.tsx";
import { TrafficBodiesView } from "./traffic-bodies.tsx";
import styles from "./traffic-row.module.css";
import { directionWords, durationWords, timeWords } from "./traffic-words.ts";

/** One call or envelope; opens to what was said. */
export const TrafficRow = memo(function TrafficRow({ entry }: { entry: TrafficEntry }) {
  const [open, setOpen] = useState(false);
  const bodies = useId();
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.head}
        aria-expanded={open}
        aria-controls={bodies}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.facts}>
          <time dateTime={entry.at}>{timeWords(entry)}</time>
          <span>{directionWords(entry)}</span>
          <span className={styles.end}>
            {[entry.failed ? "" : (entry.result ?? "unanswered…"), durationWords(entry)]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        <span className={styles.what}>{entry.what}</span>
        {(entry.failed || entry.fault) && (
          <span className={styles.marks}>
            {entry.failed && <Badge tone="bad">Failed</Badge>}
            {entry.failed && <span className={styles.bad}>{entry.result}</span>}
            {entry.fault && <Badge tone="warn">Fault: {entry.fault}</Badge>}
          </span>
        )}
      </button>
      <div id={bodies}>{open && <TrafficBodiesView entry={entry} />}</div>
    </li>
  );
});
