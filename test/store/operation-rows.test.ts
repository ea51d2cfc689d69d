import fc from "fast-check";
import { expect, test } from "vitest";
import { anOperation } from "../../sandbox/gallery/samples/an-operation.ts";
import { aCallError } from "../../sandbox/gallery/samples/card-parts.ts";
import { cardVariants } from "../../sandbox/gallery/samples/card-variants.ts";
import type { Operation, Problem } from "../../src/operations/operation.ts";
import { columnsOf, operationOf } from "../../src/store/operation-rows.ts";

function throughTheStore(operation: Operation): Operation {
  return operationOf({ id: operation.id, ...columnsOf(operation) });
}

test.each(cardVariants())("an operation is read as it was written: $name", ({ operation }) => {
  expect(throughTheStore(operation)).toEqual(operation);
});

const text = fc.string({ unit: "binary" });
const instant = fc.date({ noInvalidDate: true });
const problem = fc.oneof<fc.Arbitrary<Problem>[]>(
  fc.record({ code: fc.constant("not-back" as const) }),
  fc.record({
    code: fc.constant("call-unknown" as const),
    call: fc.constantFrom("update" as const, "delete" as const),
    error: text.map((message) => aCallError({ message })),
  }),
  fc.record({
    code: fc.constant("too-late" as const),
    call: fc.constant("restart" as const),
    dueAt: instant,
    foundAt: instant,
    because: fc.constantFrom("bot-down" as const, "slack-unreachable" as const),
  }),
);

test("any text and any instant are read as they were written", () => {
  fc.assert(
    fc.property(text, instant, fc.option(instant), problem, (reason, at, dueAt, found) => {
      const request = { ...anOperation().request, reason, at };
      const operation = anOperation({
        request,
        dueAt,
        problem: found,
        notices: [{ kind: "asked", at, mentions: [reason] }],
      });

      expect(throughTheStore(operation)).toEqual(operation);
    }),
  );
});

test("a record that was tampered with is named", () => {
  const { document } = columnsOf(anOperation());

  expect(() =>
    operationOf({ id: "op_9", due_at: null, document: document.replace("awaiting-approval", "dancing") }),
  ).toThrow("record of operation op_9 cannot be read");
  expect(() => operationOf({ id: "op_9", due_at: null, document: "{" })).toThrow("op_9 cannot be read");
});
