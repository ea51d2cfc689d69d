import { isUnfinished, type Operation } from "../../../src/operations/operation.ts";
import { historyList, historyPerPage } from "../../../src/views/history-list.ts";
import { historyCandidatesText, noHistoryText } from "../../../src/views/history-not-found.ts";
import { openList, openPerPage } from "../../../src/views/open-list.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { anOperation, aSessionTarget } from "../samples/an-operation.ts";
import { approved, at, hour } from "../samples/card-parts.ts";
import { cardVariants } from "../samples/card-variants.ts";
import { cardLink, devices } from "../samples/devices.ts";
import { firstOfEach } from "../samples/first-of-each.ts";
import { aFreeze } from "./freeze-items.ts";

const link = (operation: Operation) => ({ operation, link: cardLink });

/** Of each kind in each state one. */
function operations(fits: (operation: Operation) => boolean): Operation[] {
  const isFirst = firstOfEach();
  return cardVariants()
    .map(({ operation }) => operation)
    .filter((operation) => fits(operation) && isFirst(operation));
}

function pagesOf<T>(all: readonly T[], size: number): T[][] {
  const pages: T[][] = [];
  for (let start = 0; start < all.length; start += size) pages.push(all.slice(start, start + size));
  return pages;
}

const hostile = anOperation({
  request: { ...anOperation().request, reason: hostileText },
  target: { ...aSessionTarget(), name: hostileText },
});

const planned = anOperation({ state: "scheduled", ...approved, runAt: at(5 * hour) });

export function openItems(): GalleryItem[] {
  const draw = drawer("Lists of open changes", "views/open-list.ts", openList);
  const needy = operations(({ state }) => state === "needs-attention");
  const open = [...needy, ...operations(({ state }) => isUnfinished(state))];
  const needingAttention = needy.length;
  const pages = pagesOf(open.map(link), openPerPage);
  const one = {
    page: 0,
    rows: [link(anOperation())],
    total: 1,
    needingAttention: 0,
    freeze: null,
    sharedBy: null,
  };
  return [
    draw("empty", { ...one, rows: [], total: 0 }),
    draw("one", one),
    draw("empty, while changes are frozen", { ...one, rows: [], total: 0, freeze: aFreeze }),
    draw("one, while changes are frozen", { ...one, freeze: aFreeze }),
    draw("one without a reason, nobody asked", {
      ...one,
      rows: [link(anOperation({ expiresAt: null, request: { ...anOperation().request, reason: "" } }))],
    }),
    draw("one that others were asked to approve", {
      ...one,
      rows: [link(anOperation({ request: { ...anOperation().request, askedLater: ["U0APPROVERTWO"] } }))],
    }),
    draw("one whose time is set", {
      ...one,
      rows: [link(planned)],
    }),
    draw("one without a card yet", { ...one, rows: [{ operation: anOperation(), link: null }] }),
    draw("one that needs a person", {
      ...one,
      rows: needy.slice(0, 1).map(link),
      needingAttention: 1,
    }),
    ...pages.map((rows, page) =>
      draw(`page ${page + 1} of ${pages.length}`, {
        ...one,
        page,
        rows,
        total: open.length,
        needingAttention,
      }),
    ),
    draw("shared", {
      ...one,
      rows: pages[0] ?? [],
      total: open.length,
      needingAttention,
      sharedBy: "U0REQUESTER",
    }),
    draw("last page of one row", { ...one, page: 1, total: 9 }),
    draw("owned", {
      ...one,
      rows: cardVariants()
        .filter(({ operation }) => operation.attention?.ownedBy)
        .slice(0, 2)
        .map(({ operation }) => link(operation)),
      total: 2,
      needingAttention: 2,
    }),
    draw("hostile", { ...one, rows: [link(hostile)] }),
  ];
}

export function historyItems(): GalleryItem[] {
  const draw = drawer("Lists of the history", "views/history-list.ts", historyList);
  const all = operations(() => true);
  const pages = pagesOf(all.map(link), historyPerPage);
  const none = { rows: [], subjectId: null, cursor: null, nextCursor: null, sharedBy: null };
  const subjectId = aSessionTarget().session.sessionId;
  const postponed = anOperation({
    state: "waiting",
    ...approved,
    updateAcceptedAt: at(135),
    runAt: at(20 * hour),
    postponement: { by: "U0APPROVER", at: at(140), until: at(20 * hour), from: at(165) },
    resumption: { by: "U0APPROVER", at: at(300), how: "restart-anyway", until: at(hour) },
  });
  return [
    draw("empty", none),
    draw("empty of one session", { ...none, subjectId }),
    draw("empty of a domain", { ...none, subjectId: "domain:edge.example.com" }),
    draw("one", { ...none, rows: [link(anOperation())] }),
    draw("one of one session", { ...none, subjectId, rows: [link(postponed)] }),
    draw("one whose time is set", { ...none, rows: [link(planned)] }),
    draw("older, and no more", { ...none, rows: [], cursor: "c1" }),
    ...pages.map((rows, page) =>
      draw(`page ${page + 1} of ${pages.length}`, {
        ...none,
        rows,
        cursor: page === 0 ? null : `c${page}`,
        nextCursor: page === pages.length - 1 ? null : `c${page + 1}`,
      }),
    ),
    draw("shared", { ...none, rows: pages[0] ?? [], nextCursor: "c1", sharedBy: "U0REQUESTER" }),
    draw("said in its form", {
      ...none,
      rows: [{ operation: anOperation({ state: "failed", saidInForm: true }), link: null }],
    }),
    draw("without a card yet", { ...none, rows: [{ operation: anOperation(), link: null }] }),
    draw("hostile", { ...none, rows: [link(hostile)] }),
    ...notInHistory(),
  ];
}

function notInHistory(): GalleryItem[] {
  const group = "What the history does not have";
  const drawNone = drawer(group, "views/history-not-found.ts", noHistoryText);
  const drawSome = drawer(group, "views/history-not-found.ts", historyCandidatesText);
  const ids = devices(7).map(({ session }) => session.sessionId);
  return [
    drawNone("none fits", "edge-99", 1000),
    drawNone("none fits, too short", "x7", 1000),
    drawNone("none fits, hostile", hostileText, 1000),
    drawSome("two fit", "edge-07", ids.slice(0, 2)),
    drawSome("many fit", "ts_2aBc", ids),
  ];
}
