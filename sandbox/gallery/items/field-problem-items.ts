import { approverProblem, reasonMissing } from "../../../src/views/approval-problem.ts";
import { type CardFieldProblem, cardFieldProblem } from "../../../src/views/card/field-problem.ts";
import { cardChannelProblem } from "../../../src/views/card-channel-problem.ts";
import { type DomainProblem, domainProblem } from "../../../src/views/domain-problem.ts";
import { anotherDomainText } from "../../../src/views/ingress-delete-form.ts";
import { nothingEditedText } from "../../../src/views/ingress-form.ts";
import { sessionUpdateProblem } from "../../../src/views/session-update-problem.ts";
import { tooManyBytes } from "../../../src/views/too-many-bytes.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";

const group = "Problems at fields";

/** What is said at one field of a form, while the form stays as it is. */
export function fieldProblemItems(): GalleryItem[] {
  return [...ofApprovals(), ...ofSessions(), ...ofIngresses(), ...ofCards()];
}

function ofApprovals(): GalleryItem[] {
  const draw = drawer(group, "views/approval-problem.ts", approverProblem);
  const drawReason = drawer(group, "views/approval-problem.ts", reasonMissing);
  const drawChannel = drawer(group, "views/card-channel-problem.ts", cardChannelProblem);
  return [
    drawReason("no reason, where approvers read it", "approvers"),
    drawReason("no reason, where all read it", "all"),
    draw("approvers: oneself", "own-request"),
    draw("approvers: not known", "roles-unknown"),
    draw("approvers: cannot be known", "roles-unreadable"),
    draw("approvers: not one", "no-approver"),
    drawChannel("card's channel: none", "none"),
    drawChannel("card's channel: Slack is slow", "slow"),
  ];
}

function ofSessions(): GalleryItem[] {
  const draw = drawer(group, "views/session-update-problem.ts", sessionUpdateProblem);
  return [
    draw("update: no session", "no-session"),
    draw("update: no time", "no-time"),
    draw("update: a time that has passed", "time-passed"),
    draw("update: too far ahead", { furthestDays: 7 }),
  ];
}

function ofIngresses(): GalleryItem[] {
  const draw = drawer(group, "views/domain-problem.ts", domainProblem);
  const drawBytes = drawer(group, "views/too-many-bytes.ts", tooManyBytes);
  const drawUnedited = drawer(group, "views/ingress-form.ts", nothingEditedText);
  const drawAnother = drawer(group, "views/ingress-delete-form.ts", anotherDomainText);
  const problems: Record<Extract<DomainProblem, string>, true> = {
    empty: true,
    scheme: true,
    "dot-at-the-end": true,
    "more-than-a-domain": true,
    "no-host-name": true,
    "one-label": true,
    "number-at-the-end": true,
  };
  const plain = Object.keys(problems) as (keyof typeof problems)[];
  return [
    ...plain.map((problem) => draw(`domain: ${problem}`, problem)),
    draw("domain: beyond ASCII", { ascii: "xn--bcher-kva.example" }),
    draw("domain: too long", { length: 300, longest: 253 }),
    draw("domain: a bad part", { label: "edge_07" }),
    draw("domain: an empty part", { label: "" }),
    drawBytes("too long a description", "description", 300, 255),
    drawBytes("too long metadata", "metadata", 4097, 4096),
    drawUnedited("nothing edited"),
    drawAnother("another domain typed", "edge.example.com"),
  ];
}

function ofCards(): GalleryItem[] {
  const draw = drawer(group, "views/card/field-problem.ts", cardFieldProblem);
  const problems: Record<CardFieldProblem, true> = {
    "deny-without-reason": true,
    "resolve-without-note": true,
    "no-session-chosen": true,
    "no-time-chosen": true,
    "nobody-asked": true,
    "asked-the-requester": true,
    "asked-no-approver": true,
    "asked-unknown": true,
    "asked-unreadable": true,
  };
  return (Object.keys(problems) as CardFieldProblem[]).map((problem) => draw(`card: ${problem}`, problem));
}
