import {
  type IngressOperationKind,
  ingressBusy,
  ingressCreated,
  ingressOutcome,
} from "../../../src/views/ingress-outcome.ts";
import { sharedText } from "../../../src/views/ingress-shared.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { aHostileIngress, anAgentIngress, hostileText } from "../samples/an-agent-ingress.ts";
import { anIngressTarget, anOperation } from "../samples/an-operation.ts";
import { at, timeout } from "../samples/card-parts.ts";
import { cardVariants } from "../samples/card-variants.ts";
import { cardLink } from "../samples/devices.ts";
import { firstOfEach } from "../samples/first-of-each.ts";

const group = "Answers to forms about ingresses";
const drawBusy = drawer(group, "views/ingress-outcome.ts", ingressBusy);
const drawCreated = drawer(group, "views/ingress-outcome.ts", ingressCreated);
const draw = drawer(group, "views/ingress-outcome.ts", ingressOutcome);

const kinds: IngressOperationKind[] = ["ingress-create", "ingress-edit", "ingress-delete"];
const domain = "edge.example.com";

/** What a form on an ingress becomes after its submit. */
export function ingressOutcomeItems(): GalleryItem[] {
  return [...busy(), ...created(), ...shared(), ...outcomes()];
}

function busy(): GalleryItem[] {
  const typed = { description: "ACME devices", metadata: '{"sku":"824JS4"}' };
  return [
    ...kinds.map((kind) => drawBusy(`${kind}: busy`, kind, domain, kind === "ingress-delete" ? {} : typed)),
    drawBusy("busy, hostile", "ingress-edit", domain, { description: hostileText, metadata: "" }),
  ];
}

function created(): GalleryItem[] {
  const ingress = anAgentIngress();
  const shown = { channelId: "C0OPS", notes: [] };
  const made = { ingressId: ingress.id, domain: ingress.domain, ingress };
  return [
    drawCreated("created", made, shown),
    drawCreated("created, records shared", made, { ...shown, notes: [sharedText("C0OPS", null)] }),
    drawCreated(
      "created without a certificate",
      { ...made, ingress: { ...ingress, certificatePolicy: null } },
      shown,
    ),
    drawCreated("created, not read back", { ...made, ingress: null }, shown),
    drawCreated("created, id not known", { ...made, ingressId: null, ingress: null }, shown),
    drawCreated("created, long", { ...made, ingress: aHostileIngress() }, shown),
  ];
}

function shared(): GalleryItem[] {
  const drawShared = drawer(group, "views/ingress-shared.ts", sharedText);
  return [
    drawShared("records shared in the DM with the bot", "U0REQUESTER", null),
    drawShared("records not shared: the bot is absent", "C0OPS", "not_in_channel"),
    drawShared("records not shared: refused", "C0OPS", "restricted_action"),
  ];
}

function outcomes(): GalleryItem[] {
  const isFirst = firstOfEach();
  const variants = cardVariants().filter(
    ({ operation }) => operation.kind.startsWith("ingress") && isFirst(operation),
  );
  const changes = { description: "South", metadata: "", certificate: "ecdsa" } as const;
  const edited = anOperation({
    kind: "ingress-edit",
    state: "succeeded",
    target: anIngressTarget({}, changes),
  });
  const asked = anOperation({ kind: "ingress-create" });
  const inDirectMessage = { ...asked, request: { ...asked.request, channelId: "D0OLGA0001" } };
  const person = { by: "U0APPROVER", at: at(900) };
  return [
    ...variants.map(({ name, operation }) => draw(name, operation, cardLink)),
    draw("edited, all fields", edited, cardLink),
    draw("card to come", anOperation({ kind: "ingress-edit" }), null),
    draw("card to come in the DM with the bot", inDirectMessage, null),
    draw("denied by somebody", anOperation({ kind: "ingress-edit", state: "denied" }), cardLink),
    draw("cancelled by somebody", anOperation({ kind: "ingress-edit", state: "cancelled" }), cardLink),
    draw(
      "not done yet",
      anOperation({
        kind: "ingress-delete",
        state: "needs-attention",
        problem: { code: "too-late", call: "delete", dueAt: at(0), foundAt: at(2700), because: "bot-down" },
      }),
      cardLink,
    ),
    draw(
      "unknown",
      anOperation({
        kind: "ingress-edit",
        state: "needs-attention",
        problem: { code: "call-unknown", call: "edit", error: timeout },
        approval: person,
      }),
      cardLink,
    ),
  ];
}
