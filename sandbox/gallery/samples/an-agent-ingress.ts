import type { AgentIngress } from "../../../src/ngrok/agent-ingresses.ts";

export function anAgentIngress(overrides: Partial<AgentIngress> = {}): AgentIngress {
  return {
    id: "agin_2TMGJ5XTkNXxX2o9kiFMMLhTHw7",
    domain: "edge.example.com",
    description: "ACME devices",
    metadata: '{"sku":"824JS4"}',
    nsTargets: ["kate.ngrok-dns.com.", "kyle.ngrok-dns.com."],
    regionDomains: ["us.edge.example.com", "eu.edge.example.com"],
    createdAt: new Date("2026-02-01T08:00:00.000Z"),
    certificatePolicy: { authority: "letsencrypt", privateKeyType: "ecdsa" },
    certificateStatus: { renewsAt: new Date("2026-04-01T08:00:00.000Z"), provisioningJob: null },
    ...overrides,
  };
}

/** Everything in it that could format, ping, link, hide or turn, or burst a limit. */
export const hostileText = `<!channel> <@U1> <https://evil.test|click> *b* _i_ \`c\` & \u202Eturned ${"ü&<>".repeat(60)}`;

export function aHostileIngress(): AgentIngress {
  return anAgentIngress({
    domain: `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(57)}.test`,
    description: hostileText,
    metadata: `${hostileText}${"\n&<>`".repeat(1000)}`,
    nsTargets: Array.from({ length: 300 }, (_, index) => `ns-${index}.${"x".repeat(60)}.ngrok-dns.com.`),
    regionDomains: Array.from({ length: 800 }, (_, index) => `r${index}.${"y".repeat(60)}.example.com`),
    certificateStatus: {
      renewsAt: null,
      provisioningJob: {
        errorCode: "DNS_ERROR",
        message: hostileText.repeat(20),
        startedAt: new Date("2026-03-01T03:00:00.000Z"),
        retriesAt: new Date("2026-03-01T04:00:00.000Z"),
      },
    },
  });
}
