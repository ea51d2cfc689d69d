import { type Element, optionsOf } from "../../../slack/block.ts";
import type { Directory } from "../block-context.tsx";

/** One line of a menu. */
export interface Pick {
  value: string;
  text: string;
  description: string | null;
}

export interface PickGroup {
  label: string | null;
  picks: Pick[];
}

interface Shown {
  text: { text: string };
  value: string;
  description?: { text: string };
}

export function pickOf({ text, value, description }: Shown): Pick {
  return { value, text: text.text, description: description?.text ?? null };
}

/** What the element offers by itself; what the bot is asked for is not in it. */
export function pickGroups(element: Element, directory: Directory): PickGroup[] {
  const groups = element.option_groups;
  if (groups) return groups.map(({ label, options }) => ({ label: label.text, picks: options.map(pickOf) }));
  if (element.type.endsWith("users_select")) return [{ label: null, picks: people(directory) }];
  if (element.type === "channels_select") return [{ label: null, picks: channels(directory, ["public"]) }];
  if (element.type === "conversations_select") {
    const filter = element.filter as { include?: string[] } | undefined;
    return [{ label: null, picks: channels(directory, filter?.include ?? ["public", "private", "im"]) }];
  }
  return [{ label: null, picks: optionsOf(element).map(pickOf) }];
}

function people({ people }: Directory): Pick[] {
  return people.map(({ id, name, realName }) => ({ value: id, text: realName, description: `@${name}` }));
}

function channels({ channels, bot }: Directory, kinds: readonly string[]): Pick[] {
  return channels
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ id, name, kind }) => ({
      value: id,
      text: kind === "im" ? `@${bot.name}` : `#${name}`,
      description: { im: "Direct message", private: "Private channel", public: null }[kind],
    }));
}

/** Those in which each word of the query occurs; groups that have none are left out. */
export function filterGroups(groups: readonly PickGroup[], query: string): PickGroup[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const fits = ({ text, description }: Pick) => {
    const all = folded(`${text} ${description ?? ""}`);
    return words.every((word) => all.includes(word));
  };
  return groups
    .map(({ label, picks }) => ({ label, picks: picks.filter(fits) }))
    .filter(({ picks }) => picks.length > 0);
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
