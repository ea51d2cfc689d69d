import type { Obstacle } from "../operations/obstacle.ts";
import type { Operation } from "../operations/operation.ts";
import { goneText } from "../views/session-not-found.ts";
import { unbegunText } from "../views/unbegun-text.ts";

type Asked = Pick<Operation, "kind"> & { sessionId: string };

/** Why a form about a session comes back. */
export function obstacleText(obstacle: Obstacle, { kind, sessionId }: Asked): string {
  if (obstacle.code === "gone" || obstacle.code === "changed") {
    return goneText({ id: sessionId, newId: null, newIsOnline: false });
  }
  return unbegunText(obstacle, kind);
}
