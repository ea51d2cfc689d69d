import type { Entries } from "../../demo/entries.ts";
import { useOne } from "../live/live-provider.tsx";

export interface Author {
  name: string;
  kind: "bot" | "person" | "slack";
}

export function useAuthor({ from, user }: Pick<Entries["message"], "from" | "user">): Author {
  const person = useOne("person", user);
  const slack = useOne("slack", "slack");
  if (from === "slack") return { name: "Slackbot", kind: "slack" };
  if (from === "bot") return { name: slack?.botName ?? "bot", kind: "bot" };
  return { name: person?.realName ?? user, kind: "person" };
}
