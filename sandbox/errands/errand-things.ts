import type { NgrokAccount } from "../ngrok/ngrok-account.ts";
import type { Errand } from "./script.ts";

const DAY_MS = 24 * 60 * 60_000;

/** The agent or the ingress that an errand is about, as it stands before anybody asks. */
export function placeThings(ngrok: NgrokAccount, errand: Errand): void {
  const { token, kind, behaviour, hasTwin } = errand;
  if (kind === "ingress-edit" || kind === "ingress-delete") {
    ngrok.ingresses.create({ domain: domainOf(errand), description: `Of ${token}` }, DAY_MS);
    return;
  }
  if (kind === "ingress-create") return;
  const isPooled = hasTwin || behaviour.returnTwice === true;
  const endpoints = [{ url: `https://${token}.devices.example.com`, pooled: isPooled }];
  const metadata = JSON.stringify({ name: token });
  ngrok.agents.add({ name: token, metadata, startedAgoMs: DAY_MS, endpoints, behaviour });
  if (hasTwin) ngrok.agents.add({ name: `${token}-twin`, metadata, startedAgoMs: 2 * DAY_MS, endpoints });
}

export function domainOf({ token }: Errand): string {
  return `${token}.example.net`;
}

/** The id that a command names; the domain for an ingress. */
export function subjectOf(ngrok: NgrokAccount, errand: Errand): string {
  if (errand.kind.startsWith("ingress")) return domainOf(errand);
  return ngrok.agents.find(errand.token).session?.id ?? "";
}

/** Somebody changes it past the bot. */
export function changeByHand(ngrok: NgrokAccount, errand: Errand): void {
  if (errand.kind.startsWith("session")) {
    ngrok.agents.upgradeByHand(errand.token, "3.20.0");
    return;
  }
  const ingress = ngrok.ingresses.all().find(({ domain }) => domain === domainOf(errand));
  if (ingress) ngrok.ingresses.change(ingress, { metadata: "changed by hand" });
}

/** The first call of its change goes wrong as the errand says. */
export function placeFault(ngrok: NgrokAccount, errand: Errand): void {
  const { ngrokFault, kind } = errand;
  if (!ngrokFault) return;
  ngrok.faults.add({ ...ngrokFault, ...callOf(ngrok, errand, kind) });
}

function callOf(ngrok: NgrokAccount, errand: Errand, kind: Errand["kind"]) {
  const ingress = ngrok.ingresses.all().find(({ domain }) => domain === domainOf(errand));
  switch (kind) {
    case "ingress-create":
      return { method: "POST", path: "/agent_ingresses" } as const;
    case "ingress-edit":
      return { method: "PATCH", path: `/agent_ingresses/${ingress?.id}` } as const;
    case "ingress-delete":
      return { method: "DELETE", path: `/agent_ingresses/${ingress?.id}` } as const;
    default: {
      const command =
        errand.token.charCodeAt(4) % 2 === 0 || kind !== "session-update"
          ? kind.slice("session-".length)
          : "restart";
      return { method: "POST", path: `/tunnel_sessions/${subjectOf(ngrok, errand)}/${command}` } as const;
    }
  }
}
