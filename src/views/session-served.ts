import type { ServedDetail } from "../operations/served-details.ts";
import type { ServedUrl } from "../operations/target.ts";
import { codeSpan } from "./code-span.ts";
import { linesThatFit } from "./operation-words.ts";

// A section holds 3000 characters; the rest is for what stands around the list.
const ROOM = { max: 2500, most: 12 };
// With a space that does not break, before a URL that is wider than a phone.
const BULLET = "•\u00a0";

/** A bullet for each URL, in full, those that go down first, and "and 12 more" for those without room. */
export function servedList(serves: readonly ServedUrl[]): string {
  const going = serves.filter((served) => !served.survives);
  const staying = serves.filter((served) => served.survives);
  // Where all go down, the count above says so.
  const down = staying.length === 0 ? "" : `${going.length === 1 ? "Goes" : "Go"} down:\n`;
  const up =
    staying.length === 1
      ? "Stays up, since others serve it too:\n"
      : "Stay up, since others serve them too:\n";
  return linesThatFit([...group(down, going), ...group(up, staying)], ROOM);
}

/** The heading belongs to the first, so that it never stands alone. */
function group(heading: string, serves: readonly ServedUrl[]): string[] {
  return serves.map(({ url }, index) => `${index === 0 ? heading : ""}${BULLET}${codeSpan(url)}`);
}

/** The same with where each leads, and whether it is pooled. */
export function servedDetailList(serves: readonly ServedDetail[]): string {
  return linesThatFit(
    serves.map(({ url, upstream, pooled, survives }) => {
      const facts = [
        pooled === null ? "" : pooled ? "pooled" : "not pooled",
        survives ? "survives a restart" : "down during a restart",
      ];
      const to = upstream === "" ? "" : ` → ${codeSpan(upstream)}`;
      return `${BULLET}${codeSpan(url)}${to} · ${facts.filter((fact) => fact !== "").join(", ")}`;
    }),
    ROOM,
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
