import type { Refusal } from "../../../src/operations/events.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import { noRecordText, notCreatedText } from "../../../src/views/card/no-record.ts";
import { otherPlaceText } from "../../../src/views/card/other-place.ts";
import { foreignText, unreadableText } from "../../../src/views/foreign.ts";
import { refusalText } from "../../../src/views/refusal.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { anOperation, aSessionTarget } from "../samples/an-operation.ts";
import {
  approved,
  at,
  attention,
  call,
  candidates,
  departure,
  hour,
  newSessionId,
} from "../samples/card-parts.ts";
import { cardVariants } from "../samples/card-variants.ts";
import { cardLink } from "../samples/devices.ts";

const draw = drawer("Refused clicks", "views/refusal.ts", refusalText);

/** What every refusal says, at least once; the compiler holds it to all of them. */
const refusals: Record<Refusal["code"], [Refusal, Operation]> = {
  "already-decided": [
    { code: "already-decided" },
    anOperation({ state: "waiting", ...approved, runAt: at(165), updateAcceptedAt: at(135) }),
  ],
  "own-request": [{ code: "own-request" }, anOperation()],
  "approved-already": [
    { code: "approved-already", at: at(60) },
    anOperation({
      approvals: [{ by: "U0APPROVER", at: at(60) }],
      rules: { ...anOperation().rules, approvalsNeeded: 2 },
    }),
  ],
  expired: [{ code: "expired" }, anOperation()],
  "chosen-time-passed": [{ code: "chosen-time-passed", chosenAt: at(hour) }, anOperation()],
  "postponed-too-far": [{ code: "postponed-too-far", latest: at(7 * 24 * hour) }, anOperation()],
  "time-in-past": [{ code: "time-in-past" }, anOperation()],
  "earlier-than-planned": [{ code: "earlier-than-planned", plannedAt: at(hour) }, anOperation()],
  owned: [{ code: "owned", by: "U0OPERATOR", at: at(400) }, anOperation()],
  "session-reported": [{ code: "session-reported" }, anOperation()],
  "too-late-to-cancel": [
    { code: "too-late-to-cancel" },
    anOperation({ state: "restarting", ...approved, call: call("restart") }),
  ],
  "session-taken": [
    { code: "session-taken", by: anOperation({ kind: "session-restart" }) },
    anOperation({ state: "needs-attention", ...approved }),
  ],
  "not-offered": [{ code: "not-offered" }, anOperation({ state: "waiting", ...approved, runAt: at(165) })],
};

/** What a click that changes nothing is answered with. */
export function refusalItems(): GalleryItem[] {
  return [
    ...Object.values(refusals).map(([refusal, operation]) => draw(refusal.code, refusal, operation)),
    ...otherWords(),
    draw(
      "approved already, and another's approval is lost",
      { code: "approved-already", at: at(60) },
      anOperation({ state: "needs-attention", ...approved, attention }),
    ),
    drawer("Refused clicks", "views/card/no-record.ts", noRecordText)("no record"),
    drawer("Refused clicks", "views/card/no-record.ts", notCreatedText)("an ingress that was not created"),
    ...first(),
    ...untrusted(),
  ];
}

function untrusted(): GalleryItem[] {
  const elsewhere = drawer("Refused clicks", "views/card/other-place.ts", otherPlaceText);
  const foreign = drawer("Refused clicks", "views/foreign.ts", foreignText);
  return [
    elsewhere("a button beside its card", cardLink),
    elsewhere("a button beside a card that is not posted yet", null),
    foreign("of another app", "app"),
    foreign("of another workspace", "workspace"),
    drawer("Refused clicks", "views/foreign.ts", unreadableText)("what cannot be read"),
  ];
}

function otherWords(): GalleryItem[] {
  const confirming = anOperation({ state: "confirming", ...approved, departure });
  const taken = { code: "session-taken", by: anOperation({ kind: "session-stop" }) } as const;
  return [
    draw("own request, no longer open", { code: "own-request" }, anOperation({ state: "needs-attention" })),
    draw("expired at no known time", { code: "expired" }, anOperation({ expiresAt: null })),
    draw(
      "too late: update under way",
      { code: "too-late-to-cancel" },
      anOperation({ state: "updating", call: call("update") }),
    ),
    draw("too late: already told to restart", { code: "too-late-to-cancel" }, confirming),
    draw("session taken, with a link", taken, anOperation({ subjectId: newSessionId }), cardLink),
    draw("not offered before it was looked at", { code: "not-offered" }, anOperation({ state: "requested" })),
    draw("not offered while it awaits approval", { code: "not-offered" }, anOperation()),
    draw(
      "not offered while it needs a person",
      { code: "not-offered" },
      anOperation({
        state: "needs-attention",
        ...approved,
        attention,
        departure,
        problem: { code: "ambiguous", candidates },
      }),
    ),
    draw("not offered, nothing left", { code: "not-offered" }, anOperation({ state: "denied" })),
    draw(
      "decided, never approved",
      { code: "already-decided" },
      anOperation({ state: "scheduled", runAt: at(hour) }),
    ),
    draw(
      "not offered on Windows",
      { code: "not-offered" },
      {
        ...anOperation({ state: "succeeded", target: aSessionTarget({ os: "windows" }) }),
      },
    ),
  ];
}

/** Who was first, for each way in which an operation ends. */
function first(): GalleryItem[] {
  const seen = new Set<string>();
  const isNew = (key: string) => !seen.has(key) && seen.add(key) === seen;
  return cardVariants()
    .filter(
      ({ operation: { state, resolution, endedAt } }) =>
        endedAt !== null && isNew(`${state} ${resolution?.how}`),
    )
    .map(({ name, operation }) => draw(`decided: ${name}`, { code: "already-decided" }, operation));
}
