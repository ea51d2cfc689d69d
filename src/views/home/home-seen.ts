import type { KnownBlock } from "@slack/types";
import { slackDate } from "../text.ts";
import type { Seen } from "./home-data.ts";
import { line } from "./home-lines.ts";

/** What ngrok said of `what`; while it does not answer, that, and what it said before. */
export function seenBlocks<T>(what: string, seen: Seen<T>, draw: (value: T) => KnownBlock[]): KnownBlock[] {
  switch (seen.state) {
    case "reading":
      return [line(`*${what}*\nReading from ngrok…`)];
    case "read":
      return draw(seen.value);
    case "failed": {
      const failed = line(
        `*${what} could not be read at ${slackDate(seen.at)}.* ${seen.words}${seen.last ? ` At ${slackDate(seen.last.at, "date-time")} it was:` : ""}`,
      );
      return seen.last ? [failed, ...draw(seen.last.value)] : [failed];
    }
  }
}
