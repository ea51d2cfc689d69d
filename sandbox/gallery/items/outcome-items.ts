import type { CallError, OperationKind } from "../../../src/operations/operation.ts";
import { cardRefusedText } from "../../../src/views/card-refused.ts";
import { errorModal } from "../../../src/views/error-modal.ts";
import { loadingModal } from "../../../src/views/loading-modal.ts";
import { noticeModal } from "../../../src/views/notice-modal.ts";
import { sessionAskedModal } from "../../../src/views/session-asked-modal.ts";
import { takenText } from "../../../src/views/session-holder.ts";
import { type Unbegun, unbegunText } from "../../../src/views/unbegun-text.ts";
import { workingModal } from "../../../src/views/working-modal.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { anOperation, aRequest } from "../samples/an-operation.ts";
import { at, hour, timeout } from "../samples/card-parts.ts";
import { cardVariants } from "../samples/card-variants.ts";
import { aHolder, cardLink } from "../samples/devices.ts";

/** What stands in a modal before, instead of and after its form. */
export function outcomeItems(): GalleryItem[] {
  return [...around(), ...asked(), ...unbegun(), ...cardsRefused()];
}

function around(): GalleryItem[] {
  const group = "Modals without a form";
  const drawLoading = drawer(group, "views/loading-modal.ts", loadingModal);
  const drawWorking = drawer(group, "views/working-modal.ts", workingModal);
  const drawNotice = drawer(group, "views/notice-modal.ts", noticeModal);
  const drawError = drawer(group, "views/error-modal.ts", errorModal);
  return [
    drawLoading("loading", "Update a session"),
    drawLoading("loading, long title", "A title that is longer than Slack allows"),
    drawWorking("working", "Update a session", "update", "security fix"),
    drawWorking("working, nothing typed", "Stop a session", "stop", ""),
    drawWorking("working, hostile words typed", "Restart a session", "restart", hostileText),
    drawNotice("notice", "Restart a session", takenText(aHolder())),
    drawError(
      "error",
      "Not done",
      "The bot could not reach Slack in time. Try again. (Reference\u00a0K4TQ2M)",
    ),
    drawError(
      "error, long",
      "A title that is longer than Slack allows",
      "What happened is a long story. ".repeat(120),
    ),
  ];
}

const titles: Partial<Record<OperationKind, string>> = {
  "session-update": "Update a session",
  "session-restart": "Restart a session",
  "session-stop": "Stop a session",
};

function asked(): GalleryItem[] {
  const draw = drawer("Answers to forms about sessions", "views/session-asked-modal.ts", sessionAskedModal);
  const kinds = Object.keys(titles) as OperationKind[];
  const chosenAt = at(5 * hour);
  const times = [
    ["restart later", { when: "restart-later", chosenAt }],
    ["all later", { when: "all-later", chosenAt }],
    ["update only", { when: "update-only", chosenAt: null }],
  ] as const;
  const rules = { ...anOperation().rules, approvalRequired: false };
  return [
    ...kinds.flatMap((kind) => {
      const title = titles[kind] ?? "";
      return [
        draw(`${kind}: asked`, title, anOperation({ kind }), cardLink),
        draw(`${kind}: asked, card to come`, title, anOperation({ kind }), null),
        draw(`${kind}: recorded, not looked at`, title, aRequest({ kind }), null),
        draw(`${kind}: without approval`, title, anOperation({ kind, rules, expiresAt: null }), cardLink),
      ];
    }),
    ...times.map(([name, schedule]) =>
      draw(`session-update: ${name}`, "Update a session", anOperation({ schedule }), cardLink),
    ),
    draw(
      "session-update: no end of approval",
      "Update a session",
      anOperation({ expiresAt: null }),
      cardLink,
    ),
    ...cardVariants()
      .filter(
        ({ operation: { kind, state } }) => titles[kind] && (state === "superseded" || state === "expired"),
      )
      .map(({ name, operation }) =>
        draw(`ended: ${name}`, titles[operation.kind] ?? "", operation, cardLink),
      ),
  ];
}

function unbegun(): GalleryItem[] {
  const draw = drawer("Changes that were never begun", "views/unbegun-text.ts", unbegunText);
  const error = (kind: CallError["kind"]): CallError => ({ ...timeout, kind });
  const all: [string, Unbegun, OperationKind][] = [
    ["update over SSH", { code: "not-able", limit: "ssh" }, "session-update"],
    ["restart over SSH", { code: "not-able", limit: "ssh" }, "session-restart"],
    ["update on Windows", { code: "not-able", limit: "windows" }, "session-update"],
    ["restart on Windows", { code: "not-able", limit: "windows" }, "session-restart"],
    ["nothing left", { code: "nothing-left" }, "ingress-edit"],
    ["fault", { code: "unread", error: null }, "session-stop"],
    ["ngrok slow", { code: "unread", error: error("timeout") }, "session-stop"],
    ["unreadable", { code: "unread", error: error("reply") }, "session-stop"],
    ["no connection", { code: "unread", error: error("connection") }, "session-stop"],
  ];
  return all.map(([name, what, kind]) => draw(name, what, kind));
}

function cardsRefused(): GalleryItem[] {
  const draw = drawer("Cards that have no place", "views/card-refused.ts", cardRefusedText);
  return (["absent", "no-approver", "unseen", "archived"] as const).map((reason) =>
    draw(reason, { reason, channelId: "C0OPS" }),
  );
}
