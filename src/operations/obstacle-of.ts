import type { Obstacle } from "./obstacle.ts";
import type { Operation } from "./operation.ts";
import { isUnread } from "./target.ts";

/** What was in the way of a change that never came to be reviewed, also once it has ended by it; else null. */
export function obstacleOf(operation: Operation): Obstacle | null {
  const { obstacle, problem, supersession, target } = operation;
  if (obstacle) return obstacle;
  if (!isUnread(target)) return null;
  if (supersession) {
    return supersession.found ? { code: "changed", found: supersession.found } : { code: "gone" };
  }
  const isUnbegun =
    problem?.code === "not-able" || problem?.code === "nothing-left" || problem?.code === "unread";
  return isUnbegun ? problem : null;
}
