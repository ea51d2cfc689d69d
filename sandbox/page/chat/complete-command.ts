import type { AgentEntry, IngressEntry } from "../../demo/entries.ts";
import { commands, type Names, type PageCommand } from "./commands.ts";

export interface Suggestion {
  /** What stands in the composer once it is taken. */
  text: string;
  title: string;
  /** What follows the title: what a command takes, or an id. */
  takes: string;
  detail: string;
}

export interface Completion {
  suggestions: readonly Suggestion[];
  /** Whether the text may be sent as it stands: then the return key sends it, unless one is chosen. */
  complete: boolean;
}

export interface Known {
  commandName: string;
  agents: readonly AgentEntry[];
  ingresses: readonly IngressEntry[];
}

const NOTHING: Completion = { suggestions: [], complete: true };

/** What may follow what has been typed so far. */
export function completeCommand(typed: string, known: Known): Completion {
  const { commandName } = known;
  if (!typed.startsWith("/")) return NOTHING;
  const [, behind] = typed.split(/^\S+\s+/);
  if (behind === undefined) return completeName(typed, commandName);
  if (!typed.startsWith(`${commandName} `)) return NOTHING;
  const rest = behind.trimStart();
  const named = commands.find(({ words, takes }) => takes !== "" && startsWith(rest, `${words} `));
  return named ? completeId(named, rest.slice(named.words.length + 1), known) : completeWords(rest, known);
}

function startsWith(text: string, beginning: string): boolean {
  return text.toLowerCase().startsWith(beginning.toLowerCase());
}

function completeName(typed: string, commandName: string): Completion {
  if (!startsWith(commandName, typed)) return NOTHING;
  const detail = "Sessions and ingresses of this ngrok account";
  return {
    suggestions: [{ text: `${commandName} `, title: commandName, takes: "[command]", detail }],
    complete: typed === commandName,
  };
}

function completeWords(rest: string, { commandName }: Known): Completion {
  const begun = rest.replace(/\s+/g, " ").toLowerCase();
  const fitting = commands.filter(({ words }) => words.startsWith(begun) || words === begun.trimEnd());
  return {
    suggestions: fitting.map(({ words, takes, does }) => ({
      text: `${commandName} ${words}${takes === "" ? "" : " "}`,
      title: words,
      takes,
      detail: does,
    })),
    // Nothing at all is help.
    complete: begun === "" || fitting.length === 0 || fitting.some((one) => isWhole(one, begun)),
  };
}

function isWhole({ words, takes }: PageCommand, begun: string): boolean {
  return words === begun.trimEnd() && !needsId(takes);
}

function needsId(takes: string): boolean {
  return takes.startsWith("ID");
}

/** Once a reason follows the id, nothing fits any more. */
function completeId(command: PageCommand, rest: string, known: Known): Completion {
  const query = rest.trimStart();
  if (!command.names) return NOTHING;
  const things = thingsNamed(command.names, known);
  const end = command.takes.includes("reason") ? " " : "";
  const suggestions = things
    .filter(({ id, name }) => includes(id, query) || includes(name, query))
    .map(({ id, name, detail }) => ({
      text: `${known.commandName} ${command.words} ${id}${end}`,
      title: name,
      takes: id,
      detail,
    }));
  const exact = things.some(({ id, name }) => query === id || query.toLowerCase() === name.toLowerCase());
  const nothingNeeded = query === "" && !needsId(command.takes);
  return { suggestions, complete: exact || nothingNeeded || suggestions.length === 0 };
}

interface Thing {
  id: string;
  name: string;
  detail: string;
}

function thingsNamed(names: Names, { agents, ingresses }: Known): Thing[] {
  const sessions = agents.flatMap(({ session, device, name, version, state }) =>
    session ? [{ id: session.id, name: device ?? name, detail: `${version}, ${state}` }] : [],
  );
  const domains = ingresses.map(({ id, domain, certificate }) => ({
    id,
    name: domain,
    detail: certificate,
  }));
  const all = { session: sessions, ingress: domains, anything: [...sessions, ...domains] }[names];
  return all.sort((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
}

function includes(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
