import { expect, test } from "vitest";
import { anOperation } from "../../../sandbox/gallery/samples/an-operation.ts";
import { detailsModal } from "../../../src/views/card/details-modal.ts";

test("the details name everyone whose approval was asked for, each once", () => {
  const { request } = anOperation();
  const modal = detailsModal(
    anOperation({
      request: { ...request, askedApprovers: ["U0FIRST"], askedLater: ["U0LATER", "U0FIRST"] },
    }),
  );
  expect(JSON.stringify(modal)).toContain('"Approval asked of <@U0FIRST> <@U0LATER>"');
});
