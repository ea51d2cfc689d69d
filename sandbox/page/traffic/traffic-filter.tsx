import { Button } from "../design/button.tsx";
import pane from "../design/pane.module.css";
import styles from "./traffic-filter.module.css";
import type { Peer } from "./traffic-words.ts";

export interface Wanted {
  peer: Peer;
  text: string;
  lookups: boolean;
}

interface TrafficFilterProps {
  wanted: Wanted;
  change(wanted: Wanted): void;
  paused: boolean;
  pause(paused: boolean): void;
  clear(): void;
}

export function TrafficFilter({ wanted, change, paused, pause, clear }: TrafficFilterProps) {
  return (
    <div className={styles.filter}>
      <div className={styles.fields}>
        <label className={pane.field}>
          With
          <select
            value={wanted.peer}
            onChange={(event) => change({ ...wanted, peer: event.target.value as Peer })}
          >
            <option value="all">Everyone</option>
            <option value="slack">Slack</option>
            <option value="ngrok">ngrok</option>
            <option value="log">The bot’s own log</option>
          </select>
        </label>
        <label className={pane.field}>
          Containing
          <input
            type="search"
            value={wanted.text}
            onChange={(event) => change({ ...wanted, text: event.target.value })}
          />
        </label>
      </div>
      <div className={pane.head}>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={!wanted.lookups}
            onChange={(event) => change({ ...wanted, lookups: !event.target.checked })}
          />
          Hide lookups that went well
        </label>
        <span className={styles.buttons}>
          <Button onPress={() => pause(!paused)}>{paused ? "Go on" : "Pause"}</Button>
          <Button onPress={clear}>Clear</Button>
        </span>
      </div>
    </div>
  );
}
