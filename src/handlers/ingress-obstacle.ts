import type { Obstacle } from "../operations/obstacle.ts";
import type { OperationKind } from "../operations/operation.ts";
import { ingressGoneText } from "../views/ingress-outcome.ts";
import { unbegunText } from "../views/unbegun-text.ts";

/** Why a form about an ingress comes back, but for what others changed in it: that is shown at its fields. */
export function obstacleText(obstacle: Obstacle, kind: OperationKind, ingressId: string): string {
  if (obstacle.code === "gone" || obstacle.code === "changed") return ingressGoneText(ingressId);
  return unbegunText(obstacle, kind);
}
