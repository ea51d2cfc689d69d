import { expect, test } from "vitest";
import { aHostileIngress, anAgentIngress } from "../../sandbox/gallery/samples/an-agent-ingress.ts";
import { parseBlocks } from "../../sandbox/slack/validation/validate-blocks.ts";
import { ingressList } from "../../src/views/ingress-list.ts";

function many(count: number) {
  return Array.from({ length: count }, (_, index) =>
    anAgentIngress({ id: `agin_${index}`, domain: `e${index}.example.com` }),
  );
}

const list = (count: number, page: number, sharedBy: string | null = null) =>
  JSON.stringify(ingressList({ ingresses: many(count), page, sharedBy }));

test("a page has eight rows, each with its id in full, and leads to its neighbours", () => {
  const middle = list(20, 1);
  for (let index = 8; index < 16; index += 1) expect(middle).toContain(`agin_${index}\``);
  expect(middle).not.toContain("agin_7`");
  expect(middle).not.toContain("agin_16`");
  expect(middle).toContain("20 agent ingresses, page 2 of 3.");
  expect(middle).toContain("9 to 16 of 20, and 4 more");
  expect(middle).toContain('"ingresses-previous","value":"0"');
  expect(middle).toContain('"ingresses-next","value":"2"');
  expect(list(20, 0)).not.toContain("ingresses-previous");
  expect(list(20, 99)).toContain("page 3 of 3");
  expect(list(20, 99)).not.toContain("ingresses-next");
});

test("a certificate that fails is seen in its row", () => {
  const rows = JSON.stringify(ingressList({ ingresses: [aHostileIngress()], page: 0, sharedBy: null }));
  expect(rows).toContain("certificate fails: the NS records are missing or wrong");
});

test("an empty list says how to create the first", () => {
  const empty = ingressList({ ingresses: [], page: 0, sharedBy: null });
  expect(JSON.stringify(empty)).toContain("/ngrok ingress create");
});

test("a list of hostile ingresses keeps Slack's limits and pings nobody", () => {
  const ingresses = Array.from({ length: 30 }, aHostileIngress);
  const message = ingressList({ ingresses, page: 0, sharedBy: "U1" });
  expect(parseBlocks(message.blocks)).not.toHaveProperty("messages");
  expect(JSON.stringify(message)).not.toContain("<!channel>");
  expect(JSON.stringify(message)).not.toContain("\u202E");
});

test("a shared list says by whom and has no pages to turn", () => {
  const shared = list(20, 1, "U7");
  expect(shared).toContain("Shared by <@U7>");
  expect(shared).not.toContain("ingresses-next");
});
