import type { AgentIngress } from "../ngrok/agent-ingresses.ts";
import { findId } from "../operations/find-id.ts";
import { UserRefusal } from "../user-error.ts";
import { ingressCandidatesText, noIngressText } from "../views/ingress-not-found.ts";
import { ingressGoneText } from "../views/ingress-outcome.ts";
import type { HandlerDeps } from "./deps.ts";

function ambiguous(query: string, ids: string[], ingresses: AgentIngress[]): UserRefusal {
  const fitting = ids.map((id) => ({ id, domain: ingresses.find((one) => one.id === id)?.domain ?? "" }));
  return new UserRefusal(ingressCandidatesText(query, fitting));
}

/**
 * The ingress that a person means: by its id, an unambiguous beginning or end of it, or its domain.
 * @throws UserRefusal when none fits, or more than one
 */
export async function findIngress(deps: HandlerDeps, query: string): Promise<AgentIngress> {
  const ingresses = await deps.fleet.ingresses("decision", { priority: "person" });
  const domain = query.trim().toLowerCase().replace(/\.$/, "");
  const byDomain = ingresses.find((ingress) => ingress.domain.toLowerCase().replace(/\.$/, "") === domain);
  if (byDomain) return byDomain;
  const result = findId(
    query,
    ingresses.map((ingress) => ingress.id),
  );
  if ("candidates" in result) throw ambiguous(query, result.candidates, ingresses);
  const found = ingresses.find((ingress) => "found" in result && ingress.id === result.found);
  if (!found) throw new UserRefusal(noIngressText(query));
  return found;
}

/**
 * The ingress as ngrok has it now, nothing remembered.
 * @throws UserRefusal when it is gone
 */
export async function readIngress(deps: HandlerDeps, ingressId: string): Promise<AgentIngress> {
  deps.fleet.forget();
  const ingresses = await deps.fleet.ingresses("decision", { priority: "person" });
  const found = ingresses.find((ingress) => ingress.id === ingressId);
  if (!found) throw new UserRefusal(ingressGoneText(ingressId));
  return found;
}
