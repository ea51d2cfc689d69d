import type { ServedDetail } from "../operations/served-details.ts";
import type { ServedUrl } from "../operations/target.ts";
import { codeSpan } from "./code-span.ts";

// A section holds 3000 characters; the rest is for what stands around the list.
const LONGEST_LIST = 2500;
const MOST_LINES = 12;

/** A bullet for each URL, in full, and "and 12 more" for those without room. */
export function servedList(serves: readonly ServedUrl[]): string {
  return bullets(
    serves.map(
      ({ url, survives }) => `• ${codeSpan(url)}${survives ? " stays up: others serve it too" : ""}`,
    ),
  );
}

/** The same with where each leads, and whether it is pooled. */
export function servedDetailList(serves: readonly ServedDetail[]): string {
  return bullets(
    serves.map(({ url, upstream, pooled, survives }) => {
      const facts = [
        pooled === null ? "" : pooled ? "pooled" : "not pooled",
        survives ? "survives a restart" : "down during a restart",
      ];
      const to = upstream === "" ? "" : ` → ${codeSpan(upstream)}`;
      return `• ${codeSpan(url)}${to} · ${facts.filter((fact) => fact !== "").join(", ")}`;
    }),
  );
}

/** `2 URLs go down, 1 stays up`. */
export function servedCount(serves: readonly ServedUrl[]): string {
  const staying = serves.filter((served) => served.survives).length;
  const going = serves.length - staying;
  if (serves.length === 0) return "It serves no URL right now";
  const down = going === 0 ? "No URL goes down" : `${going} ${going === 1 ? "URL goes" : "URLs go"} down`;
  return staying === 0 ? down : `${down}, ${staying} ${staying === 1 ? "stays" : "stay"} up`;
}

function bullets(lines: readonly string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const line of lines.slice(0, MOST_LINES)) {
    length += line.length + 1;
    if (length > LONGEST_LIST) break;
    shown.push(line);
  }
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join("\n");
}
