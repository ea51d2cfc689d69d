import type { FaultEntry } from "../../demo/entries.ts";
import { Button } from "../design/button.tsx";
import pane from "../design/pane.module.css";
import styles from "./fault-row.module.css";

interface FaultRowProps {
  fault: FaultEntry;
  /** The one that is chosen, for an agent's fault. */
  agent: string;
  turn(fault: FaultEntry, on: boolean): void;
}

export function FaultRow({ fault, agent, turn }: FaultRowProps) {
  const isOn = fault.group === "agent" ? fault.agents.includes(agent) : fault.on;
  return (
    <li className={pane.item} data-fault={fault.name}>
      {fault.kind === "now" ? (
        <div>
          <Button onPress={() => turn(fault, true)}>{fault.label}</Button>
        </div>
      ) : (
        <button
          type="button"
          role="switch"
          aria-checked={isOn}
          className={styles.switch}
          onClick={() => turn(fault, !isOn)}
        >
          <span className={styles.label}>{fault.label}</span>
          <span className={styles.word} aria-hidden="true">
            {isOn ? "On" : "Off"}
          </span>
          <span className={styles.track} aria-hidden="true">
            <span className={styles.thumb} />
          </span>
        </button>
      )}
      <p className={styles.words}>{fault.does}</p>
      <p className={pane.soft}>Expect: {fault.expect}</p>
      <p className={styles.status}>{statusWords(fault, agent)}</p>
    </li>
  );
}

function statusWords({ kind, on, left, struck, agents }: FaultEntry, agent: string): string {
  const others = agents.filter((name) => name !== agent);
  if (others.length > 0) return `Also so: ${others.join(", ")}.`;
  if (kind !== "counted") return "";
  if (on) return `Strikes ${left === 1 ? "once" : `${left} times`} more, and is over then.`;
  if (struck) return `Over: it has struck ${struck === 1 ? "once" : `${struck} times`}.`;
  return "";
}
