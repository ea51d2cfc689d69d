import type { HomeView } from "@slack/types";
import type { Roles } from "../../access.ts";
import { denial, lookPhrase } from "../denial.ts";
import { plain } from "../text.ts";
import { line } from "./home-lines.ts";

/** For who may not look: why, and nothing else. */
export function homeDenied(person: { userId: string; roles: Roles; viewersNamed: boolean }): HomeView {
  const words = denial({ ...person, what: lookPhrase, needed: "viewer", elsewhere: false });
  const title = person.roles.unknown
    ? "What you may see here is not known"
    : "Nothing to see here for you yet";
  return {
    type: "home",
    blocks: [{ type: "header", text: plain(title) }, line(words)],
  };
}
