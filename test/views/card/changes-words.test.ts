import { describe, expect, it } from "vitest";
import { anIngressTarget, anOperation } from "../../../sandbox/gallery/samples/an-operation.ts";
import type { Operation } from "../../../src/operations/operation.ts";
import { cardMessage } from "../../../src/views/card/card-message.ts";
import { changesWords } from "../../../src/views/card/changes-words.ts";
import { detailsModal } from "../../../src/views/card/details-modal.ts";

const before = `{"site": "north", "token": "${"a".repeat(2000)}OLD-END"}`;
const after = `{"site": "north",\n  "token": "${"b".repeat(4000)}NEW-END"}`;

function changes(metadata: string, change: string): string {
  const target = anIngressTarget({ metadata }, { metadata: change });
  return target.type === "ingress" ? changesWords(target.ingress, target.changes) : "";
}

function edit(overrides: Partial<Operation> = {}): Operation {
  const target = anIngressTarget({ metadata: before }, { metadata: after });
  return anOperation({ kind: "ingress-edit", target, ...overrides });
}

describe("the change of a value", () => {
  it("that fits the card is shown whole", () => {
    expect(changes("", "site=north")).toBe("Metadata empty → “site=north”.");
  });

  it("that does not fit says how much is left, and where it stands", () => {
    const words = changes(before, after);
    expect(words).toMatch(/^Metadata “.{59}…” and \d+ more characters → “.{59}…” and \d+ more characters\. /);
    expect(words).toContain(`and ${before.length - 59} more characters →`);
    expect(words).toMatch(/\*Details\* shows all of it\.$/);
  });

  it("in its spaces or marks alone points to the details", () => {
    expect(changes("a b", "a  b")).toContain("*Details*");
    expect(changes("a*b", "a∗b")).toContain("*Details*");
  });

  it("stands in the details to its last character, old and new", () => {
    const shown = JSON.stringify(detailsModal(edit()).blocks);
    for (const words of ["OLD-END", "NEW-END", "Metadata, now:", "Metadata, new:"])
      expect(shown).toContain(words);
    const joined = JSON.stringify(detailsModal(edit()).blocks.filter(({ type }) => type === "rich_text"));
    expect(joined).toContain(JSON.stringify(before).slice(1, -1));
    expect(joined).toContain(JSON.stringify(after.slice(0, 3000)).slice(1, -1));
  });

  it("is not said to leave agents alone, which ngrok does not promise", () => {
    const drawn = JSON.stringify(cardMessage(edit(), { approverPing: [] }));
    expect(drawn).toContain("ngrok does not say what connected agents notice");
    expect(drawn).not.toContain("keep their connections");
  });
});
