import type { SoakCheck } from "../soak-evidence.ts";

/** What was held has come to its end, as an approver was there to let it run. */
export const checkLetRun: SoakCheck = ({ run }) =>
  run.record.operations
    .filter(({ state, document }) => state === "needs-attention" && document.problem?.code === "held")
    .map(({ id }) => ({
      promise: "what is held can be let run",
      operationId: id,
      words: "it is held still, after approvers were there for it",
    }));
