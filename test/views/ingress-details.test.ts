import { expect, test } from "vitest";
import { aHostileIngress, anAgentIngress } from "../../sandbox/gallery/samples/an-agent-ingress.ts";
import { parseBlocks } from "../../sandbox/slack/validation/validate-blocks.ts";
import { ingressDetails } from "../../src/views/ingress-details.ts";
import { recordLines, recordsMessage } from "../../src/views/ingress-records.ts";

const drawn = (ingress = anAgentIngress()) => JSON.stringify(ingressDetails(ingress));

test("the NS records are lines of a zone file, one per target, whether or not ngrok ends it with a dot", () => {
  const ingress = anAgentIngress({ nsTargets: ["kate.ngrok-dns.com.", "kyle.ngrok-dns.com"] });
  const lines = ["edge.example.com. NS kate.ngrok-dns.com.", "edge.example.com. NS kyle.ngrok-dns.com."];
  expect(recordLines(ingress)).toEqual(lines);
  const preformatted = ingressDetails(ingress).blocks.filter((block) => block.type === "rich_text");
  expect(JSON.stringify(preformatted)).toContain(JSON.stringify(lines.join("\n")));
});

test("every field is shown", () => {
  const shown = drawn();
  for (const part of ["agin_2TMGJ5XTkNXxX2o9kiFMMLhTHw7", "edge.example.com", "ACME devices", "824JS4"]) {
    expect(shown).toContain(part);
  }
  expect(shown).toContain("us.edge.example.com\\neu.edge.example.com");
  expect(shown).toContain("Let's Encrypt, ECDSA key");
  expect(shown).toContain("Next renewal: <!date^1775030400^");
});

test("a certificate that fails says why, in ngrok's words, when it is tried again, and what to do", () => {
  const job = (errorCode: string) => ({
    errorCode,
    message: "no NS records <found>",
    startedAt: null,
    retriesAt: new Date("2026-03-01T04:00:00.000Z"),
  });
  const failing = (errorCode: string) =>
    drawn(anAgentIngress({ certificateStatus: { renewsAt: null, provisioningJob: job(errorCode) } }));
  expect(failing("DNS_ERROR")).toContain("no NS records &lt;found&gt;");
  expect(failing("DNS_ERROR")).toContain("Next try: <!date^1772337600^");
  expect(failing("DNS_ERROR")).toContain("Check them at the domain's DNS provider");
  expect(failing("INTERNAL_ERROR")).toContain("ngrok had a fault of its own* (INTERNAL_ERROR).");
});

test("metadata is never torn: all of it over several blocks", () => {
  const metadata = "🙂".repeat(1024);
  const blocks = ingressDetails(anAgentIngress({ metadata })).blocks;
  const parts = blocks
    .filter((block) => block.type === "rich_text")
    .flatMap((block) => [...JSON.stringify(block).matchAll(/"text":"([^"]*)"/g)].map((match) => match[1]));
  const joined = parts.join("");
  expect(joined).toContain(metadata);
});

test("a hostile ingress keeps Slack's limits, pings nobody, and says how much was left out", () => {
  const details = ingressDetails(aHostileIngress());
  expect(parseBlocks(details.blocks)).not.toHaveProperty("messages");
  const mrkdwn = JSON.stringify(details.blocks.filter((block) => block.type === "section"));
  expect(mrkdwn).not.toContain("<!channel>");
  expect(JSON.stringify(details)).not.toContain("\u202E");
  expect(JSON.stringify(details)).toMatch(/and \d+ more/);
});

test("one NS record is asked for as one, and none is not said to be there to create", () => {
  const one = recordsMessage(anAgentIngress({ nsTargets: ["kate.ngrok-dns.com."] }), "U7");
  expect(one.text).toContain("shares the NS record to create for");
  expect(JSON.stringify(one.blocks)).toContain("Please create it where");
  expect(JSON.stringify(one.blocks)).toContain("*NS record* that delegates the domain");
  expect(recordsMessage(anAgentIngress({ nsTargets: [] }), "U7").text).toBe(
    "<@U7> says that ngrok names no NS records yet for edge.example.com.",
  );
});

test("the message for the DNS's owner has the lines, and who shared it", () => {
  const message = recordsMessage(anAgentIngress(), "U7");
  expect(parseBlocks(message.blocks)).not.toHaveProperty("messages");
  expect(JSON.stringify(message.blocks)).toContain("edge.example.com. NS kate.ngrok-dns.com.");
  expect(JSON.stringify(message.blocks)).toContain("Shared by <@U7>");
});
