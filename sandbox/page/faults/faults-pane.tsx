import { useState } from "react";
import type { FaultEntry } from "../../demo/entries.ts";
import { Button } from "../design/button.tsx";
import pane from "../design/pane.module.css";
import { Problem } from "../design/problem.tsx";
import { demoHands } from "../live/demo-hands.ts";
import { useAll } from "../live/live-provider.tsx";
import { useAttempt } from "../live/use-attempt.ts";
import { nameOf } from "../ngrok/agent-words.ts";
import { BotPanel } from "./bot-panel.tsx";
import { FaultRow } from "./fault-row.tsx";

/** The one that the page's first steps are taken with. */
const USUAL_AGENT = "edge-07";

/** What may go wrong, at a click. */
export function FaultsPane() {
  const faults = useAll("fault");
  const agents = useAll("agent");
  const [chosen, setChosen] = useState(USUAL_AGENT);
  const { problem, attempt } = useAttempt();
  const agent = agents.some(({ name }) => name === chosen) ? chosen : (agents[0]?.name ?? "");
  const on = faults.filter((fault) => fault.on);
  const turn = (fault: FaultEntry, next: boolean) =>
    attempt(() => demoHands.turnFault(fault.name, next, fault.group === "agent" ? agent : undefined));
  const group = (name: FaultEntry["group"]) => (
    <ul className={pane.list}>
      {faults
        .filter((fault) => fault.group === name)
        .toSorted((one, other) => one.order - other.order)
        .map((fault) => (
          <FaultRow key={fault.name} fault={fault} agent={agent} turn={turn} />
        ))}
    </ul>
  );

  return (
    <div className={pane.pane}>
      <p className={pane.lead}>
        What goes wrong in the real world goes wrong here at a click. Waits are real.
      </p>
      <div className={pane.head}>
        <p aria-live="polite">{onWords(on)}</p>
        <Button isDisabled={on.length === 0} onPress={() => attempt(() => demoHands.clearFaults())}>
          All clear
        </Button>
      </div>
      <p className={pane.soft}>
        All clear ends what is on. What has happened stays: “Reconnect it now” brings back an agent that is
        away, “Disconnect it now” takes away a twin.
      </p>
      <Problem words={problem} />
      <BotPanel />
      <section className={pane.group} aria-label="Faults of an agent">
        <h3 className={pane.title}>One agent</h3>
        <label className={pane.field}>
          Which one
          <select value={agent} onChange={(event) => setChosen(event.target.value)}>
            {agents.map((one) => (
              <option key={one.name} value={one.name}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </label>
        {group("agent")}
      </section>
      <section className={pane.group} aria-label="Faults of ngrok">
        <h3 className={pane.title}>ngrok</h3>
        {group("ngrok")}
      </section>
      <section className={pane.group} aria-label="Faults of Slack">
        <h3 className={pane.title}>Slack</h3>
        {group("slack")}
      </section>
    </div>
  );
}

function onWords(on: readonly FaultEntry[]): string {
  if (on.length === 0) return "Nothing is on.";
  const of = { slack: "Slack", ngrok: "ngrok", agent: "agent" };
  return `On: ${on.map(({ group, label }) => `${of[group]}: ${label}`).join(", ")}.`;
}
