import { useAll, useOne } from "../live/live-provider.tsx";
import type { NameOf } from "./plain-words.ts";

/** How people, groups and channels are called in running text. */
export function useNames(): NameOf {
  const people = useAll("person");
  const groups = useAll("group");
  const channels = useAll("channel");
  const slack = useOne("slack", "slack");
  return (id) => {
    if (id === slack?.botUserId) return `@${slack.botName}`;
    const person = people.find((one) => one.id === id);
    if (person) return `@${person.name}`;
    const group = groups.find((one) => one.id === id);
    if (group) return `@${group.handle}`;
    const channel = channels.find((one) => one.id === id);
    return channel ? `#${channel.name}` : id;
  };
}
