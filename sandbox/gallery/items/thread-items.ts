import { type Notice, type Operation, operationKinds } from "../../../src/operations/operation.ts";
import { announcementMessage } from "../../../src/views/card/announcement-message.ts";
import { deadMansNotice } from "../../../src/views/card/dead-mans-notice.ts";
import { followUpMessage } from "../../../src/views/card/follow-up-message.ts";
import { hasCard } from "../../../src/views/card/has-card.ts";
import { noticeMessage } from "../../../src/views/card/notice-message.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { anOperation, aSessionTarget } from "../samples/an-operation.ts";
import { aReport, at } from "../samples/card-parts.ts";
import { cardVariants } from "../samples/card-variants.ts";
import { firstOfEach } from "../samples/first-of-each.ts";

/** What stands in the thread below a card, and in the channel of announcements. */
export function threadItems(): GalleryItem[] {
  return [...followUps(), ...notices(), ...announcements(), ...deadMansNotices()];
}

function ofCards(fits: (operation: Operation) => boolean) {
  const isFirst = firstOfEach();
  return cardVariants().filter(
    ({ operation }) => hasCard(operation) && fits(operation) && isFirst(operation),
  );
}

function followUps(): GalleryItem[] {
  const draw = drawer("Follow-ups of restarts", "views/card/follow-up-message.ts", followUpMessage);
  const waiting = anOperation({ state: "waiting", updateAcceptedAt: at(135), runAt: at(165) });
  return [
    draw("due", waiting),
    draw("due at no known time", { ...waiting, runAt: null }),
    draw("called next", waiting, { isCallNext: true }),
    ...ofCards(
      ({ kind, state, departure }) =>
        (kind === "session-update" || kind === "session-restart") &&
        (departure !== null || state === "restarting"),
    ).map(({ name, operation }) => draw(name, operation)),
    draw(
      "a URL too long to list",
      anOperation({
        state: "needs-attention",
        problem: { code: "endpoints-missing" },
        report: { ...aReport, missingUrls: [`https://example.com/${"a".repeat(1300)}`] },
      }),
    ),
    draw(
      "URLs too long to list",
      anOperation({
        state: "needs-attention",
        problem: { code: "endpoints-missing" },
        report: {
          ...aReport,
          missingUrls: ["a", "b"].map((host) => `https://${host}.test/${"a".repeat(1300)}`),
        },
      }),
    ),
    draw(
      "many URLs missing",
      anOperation({
        state: "needs-attention",
        problem: { code: "endpoints-missing" },
        report: {
          ...aReport,
          backUrls: [],
          missingUrls: Array.from(
            { length: 90 },
            (_, index) => `https://a-rather-long-name-${index}.example.com`,
          ),
        },
      }),
    ),
  ];
}

function notices(): GalleryItem[] {
  const drawNotice = drawer("Notices", "views/card/notice-message.ts", noticeMessage);
  const draw = (name: string, operation: Operation, said: Notice) =>
    drawNotice(name, { ...operation, notices: [said] }, said, { approverPing: ["S0APPROVERS"] });
  const notice = (kind: Notice["kind"], mentions: string[] = []) => ({
    kind,
    at: at(900),
    mentions,
  });
  const every = (state: Operation["state"], kind: Notice["kind"]) =>
    ofCards((operation) => operation.state === state).map(({ name, operation }) =>
      draw(name, operation, notice(kind)),
    );
  return [
    ...operationKinds.map((kind) =>
      draw(`${kind}: asked of another`, anOperation({ kind }), notice("asked", ["U0APPROVERTWO"])),
    ),
    ...every("denied", "denied"),
    ...every("failed", "failed"),
    ...every("superseded", "superseded"),
    ...every("needs-attention", "needs-attention"),
    draw("asked of another, and decided since", anOperation({ state: "scheduled" }), notice("asked")),
    draw("a call for a person that is over", anOperation({ state: "waiting" }), notice("needs-attention")),
    ...every("succeeded", "succeeded"),
    ...ofCards(({ resolution }) => resolution?.how === "returned").map(({ name, operation }) =>
      draw(name, operation, notice("returned-late", ["U0OPERATOR"])),
    ),
  ];
}

function announcements(): GalleryItem[] {
  const draw = drawer("Announcements", "views/card/announcement-message.ts", announcementMessage);
  const link = "https://sandbox.slack.com/archives/C0OPS/p1772334000000100";
  return [
    ...ofCards(({ endedAt }) => endedAt !== null).map(({ name, operation }) => draw(name, operation, link)),
    draw("without a link", anOperation({ state: "expired", endedAt: at(3600) }), null),
  ];
}

function deadMansNotices(): GalleryItem[] {
  const draw = drawer("Dead man's notice", "views/card/dead-mans-notice.ts", deadMansNotice);
  return [
    draw("of a restart", anOperation({ state: "waiting" }), at(165)),
    draw(
      "hostile name",
      anOperation({ state: "waiting", target: { ...aSessionTarget(), name: hostileText } }),
      at(165),
    ),
  ];
}
