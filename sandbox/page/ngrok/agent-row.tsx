import { memo } from "react";
import type { AgentEntry } from "../../demo/entries.ts";
import { Badge } from "../design/badge.tsx";
import { CopyButton } from "../design/copy-button.tsx";
import pane from "../design/pane.module.css";
import styles from "./agent-row.module.css";
import { momentWords, nameOf, placeWords, secondsWords, stateWords, versionWords } from "./agent-words.ts";
import type { Part } from "./use-recent-changes.ts";

const NOTHING: ReadonlySet<Part> = new Set();

interface AgentRowProps {
  agent: AgentEntry;
  changed: ReadonlySet<Part> | undefined;
  now: number;
}

export const AgentRow = memo(function AgentRow({ agent, changed = NOTHING, now }: AgentRowProps) {
  const { words, tone } = stateWords[agent.state];
  const name = nameOf(agent);
  return (
    <li className={`${pane.item} ${changed.size > 0 ? styles.changed : ""}`} data-agent={agent.name}>
      <div className={styles.line}>
        <h4 className={styles.name}>{name}</h4>
        {agent.kind !== "agent" && <Badge>{agent.kind.toUpperCase()}</Badge>}
        <span className={styles.state}>
          {changed.size > 0 && <span className={styles.news}>{newsWords(changed)}</span>}
          <Badge tone={tone}>{words}</Badge>
        </span>
      </div>
      <p className={changed.has("version") || changed.has("installed") ? styles.fresh : pane.soft}>
        {versionWords(agent)}
      </p>
      {agent.session ? (
        <Connected agent={agent} session={agent.session} isNew={changed.has("session")} now={now} />
      ) : (
        <p className={pane.soft}>
          No session{agent.awaySince && `, away ${secondsWords(now - Date.parse(agent.awaySince))}`}
          {placeWords(agent)}
        </p>
      )}
    </li>
  );
});

/** That of the changes which people look for; what else is new stands in bold. */
function newsWords(changed: ReadonlySet<Part>): string {
  return changed.has("session") ? "new session id" : "just now";
}

function Connected({
  agent,
  session,
  isNew,
  now,
}: {
  agent: AgentEntry;
  session: NonNullable<AgentEntry["session"]>;
  isNew: boolean;
  now: number;
}) {
  return (
    <>
      <div className={styles.line}>
        <code className={`${styles.id} ${isNew ? styles.fresh : ""}`}>{session.id}</code>
        <CopyButton text={session.id} what={`session id of ${nameOf(agent)}`} />
      </div>
      <p className={pane.soft}>
        online since {momentWords(session.startedAt, now)}
        {placeWords(agent)}
      </p>
      {session.urls.length === 0 ? (
        <p className={pane.soft}>Serves no URL</p>
      ) : (
        <ul className={styles.urls} aria-label={`URLs of ${nameOf(agent)}`}>
          {session.urls.map((url) => (
            <li key={url}>{url}</li>
          ))}
        </ul>
      )}
    </>
  );
}
