import type { Operation } from "../../operations/operation.ts";

type How = NonNullable<Operation["resumption"]>["how"];

/** What a person let happen to a change that had stopped for one; `by` and a name follow. */
export function resumptionWords(how: How): string {
  const words: Record<How, string> = {
    "restart-now": "let run",
    "restart-at": "given a new time",
    "restart-anyway": "let restart anyway",
  };
  return words[how];
}
