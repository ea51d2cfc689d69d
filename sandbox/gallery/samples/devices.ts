import type { Operation } from "../../../src/operations/operation.ts";
import type { ServedDetail } from "../../../src/operations/served-details.ts";
import type { SessionSnapshot, SessionTarget } from "../../../src/operations/target.ts";
import { cut } from "../../../src/views/text.ts";
import { hostileText } from "./an-agent-ingress.ts";
import { anOperation, aSessionTarget } from "./an-operation.ts";

export const cardLink = "https://sandbox.slack.com/archives/C0OPS/p1772334000000100";

/** So many sessions online, each of another device. */
export function devices(length: number): SessionTarget[] {
  const regions = ["eu", "us", "ap"];
  const versions = ["3.19.0", "3.22.1", "3.5.2"];
  return Array.from({ length }, (_, index) => {
    const number = String(index + 1).padStart(2, "0");
    return aSessionTarget(
      {
        sessionId: `ts_2aBcDeFgHiJkLmNoPqRsTu${number}a81`,
        region: regions[index % regions.length] ?? "eu",
        agentVersion: versions[index % versions.length] ?? "3.19.0",
      },
      { name: `edge-${number}`, serves: [{ url: `https://edge-${number}.example.com`, survives: false }] },
    );
  });
}

// As `operations/device-name.ts` cuts it.
const LONGEST_NAME = 60;

const oddId = (name: string) => `ts_2aBcDeFgHiJkLmNoPqRs${name}`;

/** Sessions of which ngrok cannot do everything, and one that says of itself what it likes. */
export const oddSessions: Record<"windows" | "ssh" | "sdk" | "silent" | "hostile", SessionTarget> = {
  windows: aSessionTarget({ sessionId: oddId("windows"), os: "windows" }, { name: "till-03" }),
  ssh: aSessionTarget(
    { sessionId: oddId("ssh"), transport: "ssh", agentVersion: "", os: "" },
    { name: "203.0.113.7" },
  ),
  sdk: aSessionTarget({ sessionId: oddId("sdk"), agentVersion: "1.13.0" }, { name: "meter-reader" }),
  silent: aSessionTarget(
    {
      sessionId: oddId("silent"),
      agentVersion: "",
      os: "",
      region: "",
      ip: "",
      transport: "",
      metadata: "",
      credentialId: null,
    },
    { name: "sTuVa81", serves: [] },
  ),
  hostile: aSessionTarget(
    {
      sessionId: oddId("hostile"),
      agentVersion: hostileText,
      os: hostileText,
      region: hostileText,
      ip: hostileText,
      metadata: hostileText,
    },
    {
      name: cut(hostileText, LONGEST_NAME),
      serves: [{ url: `https://${"a".repeat(60)}.${"b".repeat(60)}.example.com`, survives: true }],
    },
  ),
};

export function servedBy(target: SessionTarget): ServedDetail[] {
  return target.serves.map((served, index) => ({
    ...served,
    upstream: index === 0 ? "http://localhost:8080" : "",
    pooled: index === 0 ? served.survives : null,
  }));
}

export function manyUrls(length: number): SessionTarget["serves"] {
  return Array.from({ length }, (_, index) => ({
    url: `https://edge-${index}.example.com`,
    survives: index % 3 === 0,
  }));
}

/** An operation of somebody else on the session that a form is about. */
export function aHolder(overrides: Partial<Operation> = {}, link: string | null = cardLink) {
  return { operation: anOperation({ state: "waiting", ...overrides }), link };
}

export function named(name: string, session: Partial<SessionSnapshot> = {}): SessionTarget {
  return aSessionTarget(session, { name });
}
