import { sessionDetails } from "../../../src/views/session-details.ts";
import { candidatesText, goneText, sessionCandidates } from "../../../src/views/session-not-found.ts";
import { sessionsList, sessionsPerPage } from "../../../src/views/sessions-list.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { aSessionTarget } from "../samples/an-operation.ts";
import { newSessionId } from "../samples/card-parts.ts";
import { aHolder, devices, manyUrls, named, oddSessions, servedBy } from "../samples/devices.ts";

/** Lists of sessions, one session, and those that are not found. */
export function sessionListItems(): GalleryItem[] {
  return [...lists(), ...shows(), ...notFound()];
}

function lists(): GalleryItem[] {
  const draw = drawer("Lists of sessions", "views/sessions-list.ts", sessionsList);
  const all = devices(19);
  const page = (number: number) => all.slice(number * sessionsPerPage, (number + 1) * sessionsPerPage);
  const base = { words: "", page: 0, rows: all.slice(0, 1), fitting: 1, online: 1, sharedBy: null };
  const full = { ...base, rows: page(0), fitting: 19, online: 19 };
  return [
    draw("empty", { ...base, rows: [], fitting: 0, online: 0 }),
    draw("one", base),
    draw("full page", full),
    draw("middle page", { ...full, page: 1, rows: page(1) }),
    draw("last page", { ...full, page: 2, rows: page(2) }),
    draw("shared", { ...full, sharedBy: "U0REQUESTER" }),
    draw("narrowed", { ...base, words: "linux eu", rows: all.slice(0, 3), fitting: 3, online: 19 }),
    draw("narrowed and shared", { ...full, words: "linux", fitting: 12, sharedBy: "U0REQUESTER" }),
    draw("nothing fits", { ...base, words: "edge-99 ap", rows: [], fitting: 0, online: 19 }),
    draw("twins", {
      ...base,
      rows: [named("edge-07"), named("edge-07", { sessionId: newSessionId })].map((row) => ({
        ...row,
        hasTwins: true,
      })),
      fitting: 2,
      online: 2,
    }),
    draw("odd sessions", { ...base, rows: Object.values(oddSessions), fitting: 5, online: 5 }),
    draw("hostile words", { ...base, words: hostileText, rows: [], fitting: 0, online: 19 }),
  ];
}

function shows(): GalleryItem[] {
  const draw = drawer("One session", "views/session-details.ts", sessionDetails);
  const target = aSessionTarget();
  const of = (name: string, shown: typeof target, holder: ReturnType<typeof aHolder> | null = null) =>
    draw(name, { ...shown, serves: servedBy(shown), holder });
  return [
    of("two URLs", target),
    of("with a change under way", target, aHolder()),
    of("many URLs", { ...target, serves: manyUrls(40) }),
    of("long URLs", {
      ...target,
      serves: Array.from({ length: 9 }, (_, index) => ({
        url: `https://${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(50)}-${index}.test`,
        survives: false,
      })),
    }),
    ...Object.entries(oddSessions).map(([name, shown]) => of(name, shown)),
  ];
}

function notFound(): GalleryItem[] {
  const group = "Sessions that are not found";
  const drawGone = drawer(group, "views/session-not-found.ts", goneText);
  const drawText = drawer(group, "views/session-not-found.ts", candidatesText);
  const drawList = drawer(group, "views/session-not-found.ts", sessionCandidates);
  const id = aSessionTarget().session.sessionId;
  const twins = [named("edge-07"), named("edge-07", { sessionId: newSessionId })];
  return [
    drawGone("never known", { id, newId: null, newIsOnline: false }),
    drawGone("a name with a space", { id: "edge 07", newId: null, newIsOnline: false }),
    drawGone("too short", { id: "x7", newId: null, newIsOnline: false }),
    drawGone("restarted, and online", { id, newId: newSessionId, newIsOnline: true }),
    drawGone("restarted, and gone again", { id, newId: newSessionId, newIsOnline: false }),
    drawGone("hostile id", { id: hostileText, newId: null, newIsOnline: false }),
    drawText("twins, in words", "edge-07", twins),
    drawText("many, in words", "ts_2aBc", devices(12)),
    drawList("twins", "edge-07", twins),
    drawList("several", "ts_2aBc", devices(3)),
    drawList("many", "ts_2aBc", devices(12)),
  ];
}
