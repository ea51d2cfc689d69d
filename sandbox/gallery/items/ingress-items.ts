import type { AgentIngress } from "../../../src/ngrok/agent-ingresses.ts";
import { ingressDetails } from "../../../src/views/ingress-details.ts";
import { ingressList } from "../../../src/views/ingress-list.ts";
import { ingressCandidatesText, noIngressText } from "../../../src/views/ingress-not-found.ts";
import { ingressGoneText, takenLine } from "../../../src/views/ingress-outcome.ts";
import { recordsMessage } from "../../../src/views/ingress-records.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { aHostileIngress, anAgentIngress, hostileText } from "../samples/an-agent-ingress.ts";
import { anOperation } from "../samples/an-operation.ts";
import { at } from "../samples/card-parts.ts";
import { cardLink } from "../samples/devices.ts";

type Status = NonNullable<AgentIngress["certificateStatus"]>;

const failing = (errorCode: string | null, message: string, retriesAt: Date | null = at(3600)): Status => ({
  renewsAt: null,
  provisioningJob: { errorCode, message, startedAt: at(0), retriesAt },
});

/** An ingress in every state of its certificate. */
const ingresses: Record<string, AgentIngress> = {
  issued: anAgentIngress(),
  "RSA key": anAgentIngress({ certificatePolicy: { authority: "letsencrypt", privateKeyType: "rsa" } }),
  "other authority": anAgentIngress({ certificatePolicy: { authority: "zerossl", privateKeyType: "ecdsa" } }),
  "no certificate": anAgentIngress({ certificatePolicy: null, certificateStatus: null }),
  "not issued yet": anAgentIngress({ certificateStatus: null }),
  "being issued": anAgentIngress({ certificateStatus: failing(null, "") }),
  "being issued, since when unknown": anAgentIngress({
    certificateStatus: {
      renewsAt: null,
      provisioningJob: { errorCode: null, message: "", startedAt: null, retriesAt: null },
    },
  }),
  "DNS error": anAgentIngress({
    certificateStatus: failing("DNS_ERROR", "NXDOMAIN looking up NS for edge.example.com"),
  }),
  "internal error": anAgentIngress({ certificateStatus: failing("INTERNAL_ERROR", "please try later") }),
  "another error": anAgentIngress({ certificateStatus: failing("OTHER_ERROR", "", null) }),
  "error without a code": anAgentIngress({ certificateStatus: failing(null, "something is wrong") }),
  "nothing filled in": anAgentIngress({ description: "", metadata: "", nsTargets: [], regionDomains: [] }),
  "one record": anAgentIngress({
    nsTargets: ["kate.ngrok-dns.com."],
    regionDomains: ["us.edge.example.com"],
  }),
  "metadata beyond ngrok's limit": anAgentIngress({ metadata: "site ".repeat(2500) }),
  "long and hostile": aHostileIngress(),
};

/** Lists of ingresses, one ingress, and its records. */
export function ingressItems(): GalleryItem[] {
  return [...lists(), ...shows(), ...texts()];
}

function lists(): GalleryItem[] {
  const draw = drawer("Lists of ingresses", "views/ingress-list.ts", ingressList);
  const many = Array.from({ length: 19 }, (_, index) =>
    anAgentIngress({ id: `agin_${String(index).padStart(27, "0")}`, domain: `edge-${index}.example.com` }),
  );
  return [
    draw("empty", { ingresses: [], page: 0, sharedBy: null }),
    draw("one", { ingresses: many.slice(0, 1), page: 0, sharedBy: null }),
    draw("full page", { ingresses: many, page: 0, sharedBy: null }),
    draw("middle page", { ingresses: many, page: 1, sharedBy: null }),
    draw("last page", { ingresses: many, page: 2, sharedBy: null }),
    draw("shared", { ingresses: many, page: 0, sharedBy: "U0REQUESTER" }),
    draw("every certificate", { ingresses: Object.values(ingresses).slice(0, 8), page: 0, sharedBy: null }),
    draw("every certificate, continued", { ingresses: Object.values(ingresses), page: 1, sharedBy: null }),
  ];
}

function shows(): GalleryItem[] {
  const drawOne = drawer("One ingress", "views/ingress-details.ts", ingressDetails);
  const drawRecords = drawer("Shared NS records", "views/ingress-records.ts", recordsMessage);
  return [
    ...Object.entries(ingresses).map(([name, ingress]) => drawOne(name, ingress)),
    drawRecords("two records", anAgentIngress(), "U0REQUESTER"),
    drawRecords("one record", anAgentIngress({ nsTargets: ["kate.ngrok-dns.com."] }), "U0REQUESTER"),
    drawRecords("no record yet", anAgentIngress({ nsTargets: [] }), "U0REQUESTER"),
    drawRecords("long and hostile", aHostileIngress(), "U0REQUESTER"),
  ];
}

function texts(): GalleryItem[] {
  const group = "Ingresses that are not found, or taken";
  const drawGone = drawer(group, "views/ingress-outcome.ts", ingressGoneText);
  const drawNone = drawer(group, "views/ingress-not-found.ts", noIngressText);
  const drawSome = drawer(group, "views/ingress-not-found.ts", ingressCandidatesText);
  const many = ["edge", "north", "south", "west", "east", "gate", "till"].map((name, index) => ({
    id: `agin_2aBcDeFgHiJkLmNoPqRsTuVw5${index}`,
    domain: `${name}.example.com`,
  }));
  const drawTaken = drawer(group, "views/ingress-outcome.ts", takenLine);
  return [
    drawGone("gone", anAgentIngress().id),
    drawNone("none fits", "edge.example.org"),
    drawNone("none fits, too short", "x7"),
    drawNone("none fits, hostile", hostileText),
    drawSome("two fit", "agin_2", many.slice(0, 2)),
    drawSome("many fit", "agin_2", many),
    drawTaken("asked for by another", anOperation({ kind: "ingress-edit" }), cardLink),
    drawTaken("asked for by another, card to come", anOperation({ kind: "ingress-edit" }), null),
  ];
}
