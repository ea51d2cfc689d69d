import { detailsModal } from "../../../src/views/card/details-modal.ts";
import { hasCard } from "../../../src/views/card/has-card.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { anIngressTarget, anOperation, aSessionTarget } from "../samples/an-operation.ts";
import { approved, at, attention, call, hour, timeout, urls } from "../samples/card-parts.ts";
import { cardVariants } from "../samples/card-variants.ts";
import { manyUrls } from "../samples/devices.ts";
import { firstOfEach } from "../samples/first-of-each.ts";

const draw = drawer("Details", "views/card/details-modal.ts", detailsModal);

/** What *Details* of a card opens: each kind in each state, and what is seldom there. */
export function detailsItems(): GalleryItem[] {
  const isFirst = firstOfEach();
  return [
    ...cardVariants()
      .filter(({ operation }) => hasCard(operation) && isFirst(operation))
      .map(({ name, operation }) => draw(name, operation)),
    ...oddItems(),
    ...inTime(),
  ];
}

function oddItems(): GalleryItem[] {
  const request = { ...anOperation().request, reason: hostileText, askedLater: ["U0APPROVERTWO"] };
  return [
    draw("without a reason", anOperation({ request: { ...request, reason: "", askedLater: [] } })),
    draw("hostile session", {
      ...anOperation({
        request,
        target: aSessionTarget(
          { metadata: hostileText.repeat(8), os: hostileText, credentialId: null },
          { name: hostileText, serves: manyUrls(40) },
        ),
      }),
    }),
    draw(
      "hostile ingress",
      anOperation({
        kind: "ingress-edit",
        request,
        target: anIngressTarget(
          { description: hostileText, metadata: hostileText.repeat(8) },
          { description: "", metadata: hostileText.repeat(9), certificate: "none" },
        ),
      }),
    ),
    draw("system and URLs unknown", anOperation({ target: aSessionTarget({ os: "" }, { serves: [] }) })),
    draw(
      "a URL that others serve too",
      anOperation({
        target: aSessionTarget({}, { serves: urls.map((url) => ({ url, survives: url.startsWith("tcp") })) }),
      }),
    ),
  ];
}

function inTime(): GalleryItem[] {
  return [
    draw(
      "a chosen time, a call without a clear answer",
      anOperation({
        state: "updating",
        ...approved,
        schedule: { when: "restart-later", chosenAt: at(5 * hour) },
        call: call("update", timeout),
      }),
    ),
    draw(
      "resumed and taken on",
      anOperation({
        state: "waiting",
        ...approved,
        resumption: { by: "U0APPROVER", at: at(300), how: "restart-at", until: at(hour) },
        runAt: at(hour),
      }),
    ),
    draw(
      "postponed",
      anOperation({
        state: "waiting",
        ...approved,
        postponement: { by: "U0APPROVER", at: at(140), until: at(20 * hour), from: at(165) },
        runAt: at(20 * hour),
      }),
    ),
    draw(
      "taken on",
      anOperation({
        state: "needs-attention",
        ...approved,
        problem: { code: "not-back" },
        attention: { ...attention, ownedBy: { by: "U0OPERATOR", at: at(400) } },
      }),
    ),
    draw(
      "let run",
      anOperation({
        state: "waiting",
        ...approved,
        resumption: { by: "U0APPROVER", at: at(300), how: "restart-now", until: at(300) },
        runAt: at(300),
      }),
    ),
  ];
}
