import type { PlainTextOption } from "@slack/types";
import { limits } from "./limits.ts";
import { type NamedSession, sessionKind } from "./session-row.ts";
import { clean, cut, plain, shortId } from "./text.ts";

/** A session to pick from a menu. What distinguishes it from its twins, the id's end, is never cut. */
export function sessionOption(named: NamedSession): PlainTextOption {
  const { session } = named;
  const kind = clean(sessionKind(session));
  // A long version or region must not push out the name, nor a long name the version.
  const name = cut(clean(named.name), Math.max(24, limits.optionText - kind.length - 3));
  return {
    text: plain(cut(`${name} · ${kind}`, limits.optionText)),
    description: plain(shortId(session.sessionId)),
    value: session.sessionId,
  };
}

/** The name that stands in an option of the menu. */
export function nameInOption(text: string): string {
  return text.split(" · ")[0] ?? "";
}
