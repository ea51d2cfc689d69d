import { useState } from "react";
import type { TrafficEntry } from "../../demo/entries.ts";
import { Button } from "../design/button.tsx";
import pane from "../design/pane.module.css";
import { Problem } from "../design/problem.tsx";
import { demoHands } from "../live/demo-hands.ts";
import { useAll } from "../live/live-provider.tsx";
import { useAttempt } from "../live/use-attempt.ts";
import { TrafficFilter, type Wanted } from "./traffic-filter.tsx";
import { TrafficRow } from "./traffic-row.tsx";
import { directionWords, isLookup, isOfPeer } from "./traffic-words.ts";

const SHOWN_AT_ONCE = 60;

/** What Slack, the bot and ngrok said to each other; the newest on top, where the eye is. */
export function TrafficPane() {
  const live = useAll("traffic");
  const problems = useAll("problem");
  const [frozen, setFrozen] = useState<readonly TrafficEntry[] | null>(null);
  const { problem, attempt } = useAttempt();
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const [wanted, setWanted] = useState<Wanted>({ peer: "all", text: "", lookups: false });

  const known = frozen ?? live;
  const fitting = known.filter((entry) => fits(entry, wanted)).reverse();
  const shown = fitting.slice(0, most);
  return (
    <div className={pane.pane}>
      <p className={pane.lead}>
        What Slack, the bot and ngrok say to each other. Keys, tokens and tickets are blanked.
      </p>
      {problems.length > 0 && (
        <details>
          <summary>Real Slack would have swallowed {problems.length}</summary>
          <ul className={pane.soft}>
            {problems.map(({ words }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they only grow in number.
              <li key={index}>{words}</li>
            ))}
          </ul>
        </details>
      )}
      <TrafficFilter
        wanted={wanted}
        change={setWanted}
        paused={frozen !== null}
        pause={(paused) => setFrozen(paused ? live : null)}
        clear={() => {
          setFrozen(null);
          void attempt(() => demoHands.clearTraffic());
        }}
      />
      <Problem words={problem} />
      <p className={pane.soft} aria-live="polite">
        {frozen && `Paused; ${newer(live, frozen)} newer.`}
      </p>
      {shown.length === 0 ? (
        <p className={pane.soft}>{known.length === 0 ? "Nothing yet." : "Nothing that fits the filter."}</p>
      ) : (
        <ol className={pane.list} aria-label="Traffic, the newest first">
          {shown.map((entry) => (
            <TrafficRow key={entry.number} entry={entry} />
          ))}
        </ol>
      )}
      {fitting.length > shown.length && (
        <Button onPress={() => setMost(most + SHOWN_AT_ONCE)}>
          Show older ones ({fitting.length - shown.length})
        </Button>
      )}
    </div>
  );
}

function newer(live: readonly TrafficEntry[], frozen: readonly TrafficEntry[]): number {
  return (live.at(-1)?.number ?? 0) - (frozen.at(-1)?.number ?? 0);
}

function fits(entry: TrafficEntry, { peer, text, lookups }: Wanted): boolean {
  if (!isOfPeer(entry, peer) || (!lookups && isLookup(entry))) return false;
  const words = `${entry.what} ${entry.result ?? ""} ${entry.fault ?? ""} ${directionWords(entry)}`;
  return words.toLowerCase().includes(text.trim().toLowerCase());
}
