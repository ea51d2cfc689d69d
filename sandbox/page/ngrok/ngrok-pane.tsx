import { useState } from "react";
import type { AgentEntry } from "../../demo/entries.ts";
import pane from "../design/pane.module.css";
import { useAll } from "../live/live-provider.tsx";
import { useSeconds } from "../live/use-seconds.ts";
import { AgentRow } from "./agent-row.tsx";
import { isPlainlyOnline, nameOf } from "./agent-words.ts";
import { IngressRow } from "./ingress-row.tsx";
import { useRecentChanges } from "./use-recent-changes.ts";

/** As many as are overlooked without searching. */
const FEW_AGENTS = 8;

/** The account that the bot works on. */
export function NgrokPane() {
  const agents = useAll("agent");
  const ingresses = useAll("ingress");
  const { changed, words } = useRecentChanges(agents);
  const [wanted, setWanted] = useState("");
  const shown = agents.filter((agent) => fits(agent, wanted));
  const acting = shown.filter((agent) => !isPlainlyOnline(agent) || changed.has(agent.name));
  const quiet = shown.filter((agent) => !acting.includes(agent));
  const now = useSeconds(acting.length > 0);
  const rows = (some: readonly AgentEntry[]) =>
    some.map((agent) => (
      <AgentRow
        key={agent.name}
        agent={agent}
        changed={changed.get(agent.name)}
        // A row that shows no time passing need not be drawn each second.
        now={agent.session ? Math.floor(now / 60_000) * 60_000 : now}
      />
    ));

  return (
    <div className={pane.pane}>
      <p className={pane.lead}>
        The ngrok account that the bot works on, as its owner sees it: {countWords(agents)}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {words}
      </p>
      {agents.length > FEW_AGENTS && (
        <label className={pane.field}>
          Filter by name, version, session id or URL
          <input type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} />
        </label>
      )}
      <AgentGroup title="Changing or away">{rows(acting)}</AgentGroup>
      <AgentGroup title="Online">{rows(quiet)}</AgentGroup>
      {shown.length === 0 && <p className={pane.soft}>No agent has “{wanted}” in it.</p>}
      <section className={pane.group} aria-label="Agent ingresses">
        <h3 className={pane.title}>Agent ingresses ({ingresses.length})</h3>
        {ingresses.length > 0 && (
          <ul className={pane.list}>
            {ingresses.map((ingress) => (
              <IngressRow key={ingress.id} ingress={ingress} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function AgentGroup({ title, children }: { title: string; children: React.ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section className={pane.group} aria-label={`Agents: ${title}`}>
      <h3 className={pane.title}>
        {title} ({children.length})
      </h3>
      <ul className={pane.list}>{children}</ul>
    </section>
  );
}

function countWords(agents: readonly AgentEntry[]): string {
  const online = agents.filter(({ session }) => session !== null).length;
  return `${agents.length} agents, ${online} online.`;
}

function fits(agent: AgentEntry, wanted: string): boolean {
  const all = [nameOf(agent), agent.version, agent.session?.id ?? "", ...(agent.session?.urls ?? [])];
  return all.join("\n").toLowerCase().includes(wanted.trim().toLowerCase());
}
