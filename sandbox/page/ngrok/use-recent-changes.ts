import { useEffect, useRef, useState } from "react";
import type { AgentEntry } from "../../demo/entries.ts";
import { nameOf, stateWords } from "./agent-words.ts";

const SHOWN_MS = 8000;

export type Part = "state" | "version" | "installed" | "session";

interface Recent {
  /** By the agent's name: what of it has changed in the last seconds. */
  changed: ReadonlyMap<string, ReadonlySet<Part>>;
  /** The latest change in a sentence. */
  words: string;
}

/** What has just become different, for as long as eyes need to find it. */
export function useRecentChanges(agents: readonly AgentEntry[]): Recent {
  const seen = useRef<ReadonlyMap<string, AgentEntry>>(new Map());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const [recent, setRecent] = useState<Recent>({ changed: new Map(), words: "" });

  useEffect(() => {
    const before = seen.current;
    seen.current = new Map(agents.map((agent) => [agent.name, agent]));
    // The first look shows how things are: nothing of that is new.
    if (before.size === 0) return;
    const news = agents.flatMap((agent) => {
      const parts = differences(before.get(agent.name), agent);
      return parts.length > 0 ? [{ agent, parts }] : [];
    });
    const latest = news.at(-1);
    if (!latest) return;
    const words = sentence(latest.agent, latest.parts);
    setRecent(({ changed }) => ({ changed: withParts(changed, news), words }));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setRecent(({ changed, words }) => ({ changed: withoutParts(changed, news), words }));
    }, SHOWN_MS);
    timers.current.add(timer);
  }, [agents]);

  useEffect(() => {
    const all = timers.current;
    return () => {
      for (const timer of all) clearTimeout(timer);
    };
  }, []);
  return recent;
}

type News = readonly { agent: AgentEntry; parts: readonly Part[] }[];

function differences(before: AgentEntry | undefined, now: AgentEntry): Part[] {
  if (!before) return ["state", "session"];
  const parts: Part[] = [];
  if (before.state !== now.state) parts.push("state");
  if (before.version !== now.version) parts.push("version");
  if (before.installed !== now.installed || before.update !== now.update) parts.push("installed");
  if (now.session && before.session?.id !== now.session.id) parts.push("session");
  return parts;
}

function withParts(changed: Recent["changed"], news: News): Recent["changed"] {
  const next = new Map(changed);
  for (const { agent, parts } of news) {
    next.set(agent.name, new Set([...(next.get(agent.name) ?? []), ...parts]));
  }
  return next;
}

function withoutParts(changed: Recent["changed"], news: News): Recent["changed"] {
  const next = new Map(changed);
  for (const { agent, parts } of news) {
    const left = [...(next.get(agent.name) ?? [])].filter((part) => !parts.includes(part));
    if (left.length > 0) next.set(agent.name, new Set(left));
    else next.delete(agent.name);
  }
  return next;
}

function sentence(agent: AgentEntry, parts: readonly Part[]): string {
  const name = nameOf(agent);
  if (agent.session && parts.includes("session")) {
    return `${name} is online under a new session id, ${agent.session.id}, on version ${agent.version}.`;
  }
  if (parts.includes("state")) return `${name}: ${stateWords[agent.state].words}.`;
  if (agent.update === "running") return `${name} is updating.`;
  return `${name}: version ${agent.installed} is installed.`;
}
