import { cardMessage } from "../../../src/views/card/card-message.ts";
import { hasCard } from "../../../src/views/card/has-card.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { anIngressTarget, anOperation, aSessionTarget } from "../samples/an-operation.ts";
import { cardVariants } from "../samples/card-variants.ts";

const approverPing = ["S0APPROVERS"];

/** Every card, in the order of its life. */
export function cardItems(): GalleryItem[] {
  const cards = cardVariants()
    .filter(({ operation }) => hasCard(operation))
    .map(({ name, operation }) => {
      const draw = drawer(`Cards: ${operation.kind}`, "views/card/card-message.ts", cardMessage);
      return draw(name.replace(/^[\w-]+: /, ""), operation, { approverPing });
    });
  return [...cards, ...certificateItems(), ...oddItems()];
}

function certificateItems(): GalleryItem[] {
  const draw = drawer("Cards: certificates", "views/card/card-message.ts", cardMessage);
  return (["none", "rsa", "ecdsa"] as const).flatMap((certificate) => [
    draw(
      `create with ${certificate}`,
      anOperation({
        kind: "ingress-create",
        target: {
          type: "new-ingress",
          fields: { domain: "edge.example.com", description: "", metadata: '{"sku":"824JS4"}', certificate },
        },
      }),
      { approverPing },
    ),
    draw(
      `edit to ${certificate}`,
      anOperation({
        kind: "ingress-edit",
        target: anIngressTarget({ certificate: certificate === "rsa" ? "none" : "rsa" }, { certificate }),
      }),
      { approverPing },
    ),
    draw(
      `delete with ${certificate}`,
      anOperation({ kind: "ingress-delete", target: anIngressTarget({ certificate }) }),
      { approverPing },
    ),
  ]);
}

function oddItems(): GalleryItem[] {
  const draw = drawer("Cards: odd data", "views/card/card-message.ts", cardMessage);
  const request = { ...anOperation().request, reason: hostileText };
  const manyUrls = Array.from({ length: 40 }, (_, index) => ({
    url: `https://edge-${index}.example.com`,
    survives: index % 3 === 0,
  }));
  return [
    draw(
      "hostile names and reason",
      anOperation({
        request,
        target: { ...aSessionTarget({ ip: hostileText, os: hostileText }), name: hostileText },
      }),
      { approverPing },
    ),
    draw(
      "hostile ingress",
      anOperation({
        kind: "ingress-edit",
        request,
        target: anIngressTarget(
          { domain: `${"a".repeat(63)}.${"b".repeat(63)}.example.com`, description: hostileText },
          { description: `${hostileText} indeed`, metadata: "" },
        ),
      }),
      { approverPing },
    ),
    draw("nameless", anOperation({ target: { ...aSessionTarget({ agentVersion: "" }), name: "" } }), {
      approverPing,
    }),
    draw("serves nothing", anOperation({ target: aSessionTarget({}, { serves: [] }) }), { approverPing }),
    draw(
      "all of its URLs stay",
      anOperation({
        target: aSessionTarget({}, { serves: [{ url: "https://a.example.com", survives: true }] }),
      }),
      { approverPing },
    ),
    draw("40 URLs", anOperation({ target: aSessionTarget({}, { serves: manyUrls }) }), { approverPing }),
    draw("30 approvers", anOperation(), {
      approverPing: Array.from({ length: 30 }, (_, index) => `U0GUEST${String(index).padStart(3, "0")}`),
    }),
  ];
}
