import type { ServedDetail } from "../operations/served-details.ts";
import type { ServedUrl } from "../operations/target.ts";
import { codeSpan } from "./code-span.ts";
import { linesThatFit } from "./operation-words.ts";

// A section holds 3000 characters; the rest is for what stands around the list.
const ROOM = { max: 2500, most: 12 };
const ROOM_TO_GO = { max: 1600, most: 8 };
const ROOM_TO_STAY = { max: 800, most: 4 };
// With a space that does not break, before a URL that is wider than a phone.
const BULLET = "•\u00a0";

/** A bullet for each URL, in full, those that go down first; each kind ends in "and 12 more" where it lacks room. */
export function servedList(serves: readonly ServedUrl[]): string {
  const going = serves.filter((served) => !served.survives);
  const staying = serves.filter((served) => served.survives);
  const down = going.length === 1 ? "Goes down:" : "Go down:";
  const up =
    staying.length === 1 ? "Stays up, since others serve it too:" : "Stay up, since others serve them too:";
  // The count above the list says that all go down.
  if (staying.length === 0) return bullets(going, ROOM);
  if (going.length === 0) return `${up}\n${bullets(staying, ROOM)}`;
  return `${down}\n${bullets(going, ROOM_TO_GO)}\n${up}\n${bullets(staying, ROOM_TO_STAY)}`;
}

function bullets(serves: readonly ServedUrl[], room: typeof ROOM): string {
  return linesThatFit(
    serves.map(({ url }) => `${BULLET}${codeSpan(url)}`),
    room,
  );
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
