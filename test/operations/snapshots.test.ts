import { expect, test } from "vitest";
import { AgentIngress } from "../../src/ngrok/agent-ingresses.ts";
import { Endpoint } from "../../src/ngrok/endpoints.ts";
import { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import {
  equalIdentity,
  ingressSnapshot,
  sameAsReviewed,
  sessionSnapshot,
  sessionTarget,
} from "../../src/operations/snapshots.ts";
import { ingressSnapshotSchema, type SessionSnapshot, targetSchema } from "../../src/operations/target.ts";

const session = TunnelSession.parse({
  id: "ts_1",
  agent_version: "3.19.0",
  credential: { id: "cr_1", uri: "x" },
  ip: "192.0.2.1",
  metadata: '{"name":"edge-07"}',
  os: "linux",
  region: "eu",
  started_at: "2026-03-01T02:00:00Z",
  transport: "ngrok/2",
  uri: "x",
});
const snapshot = sessionSnapshot(session);

test("a session's snapshot holds what was reviewed and survives the store", () => {
  expect(snapshot).toEqual({
    sessionId: "ts_1",
    agentVersion: "3.19.0",
    credentialId: "cr_1",
    ip: "192.0.2.1",
    metadata: '{"name":"edge-07"}',
    os: "linux",
    region: "eu",
    startedAt: new Date("2026-03-01T02:00:00Z"),
    transport: "ngrok/2",
  });
});

test("a session's target has its name and what goes down, and survives the store", () => {
  const endpoint = Endpoint.parse({ id: "ep_1", url: "https://a.example", tunnel_session: { id: "ts_1" } });
  const target = sessionTarget(session, [endpoint], [], "name");
  expect(target).toEqual({
    type: "session",
    name: "edge-07",
    session: snapshot,
    serves: [{ url: "https://a.example", survives: false }],
  });
  expect(targetSchema.decode(targetSchema.encode(target))).toEqual(target);
});

const changes: [keyof SessionSnapshot, Partial<SessionSnapshot>, boolean, boolean][] = [
  ["sessionId", { sessionId: "ts_2" }, true, false],
  ["agentVersion", { agentVersion: "3.20.0" }, true, false],
  ["credentialId", { credentialId: null }, false, false],
  ["os", { os: "windows" }, false, false],
  ["metadata", { metadata: "" }, false, false],
  ["transport", { transport: "ssh" }, false, true],
  ["ip", { ip: "192.0.2.2" }, true, true],
  ["region", { region: "us" }, true, true],
  ["startedAt", { startedAt: new Date(0) }, true, true],
];

test.each(changes)("with another %s: %j", (_, change, sameIdentity, stillReviewed) => {
  const other = { ...snapshot, ...change };
  expect([equalIdentity(snapshot, other), equalIdentity(other, snapshot)]).toEqual([
    sameIdentity,
    sameIdentity,
  ]);
  expect(sameAsReviewed(snapshot, other)).toBe(stillReviewed);
});

test.each([
  [null, "none"],
  [{ authority: "letsencrypt", private_key_type: "rsa" }, "rsa"],
  [{ authority: "letsencrypt", private_key_type: "ecdsa" }, "ecdsa"],
  [{ authority: "letsencrypt", private_key_type: "ECDSA" }, "ecdsa"],
  [{ authority: "letsencrypt" }, "rsa"],
  [{ authority: "", private_key_type: "" }, "none"],
])("the certificate policy %j is reviewed as %s", (policy, certificate) => {
  const ingress = AgentIngress.parse({
    id: "agin_1",
    domain: "agents.example.com",
    created_at: "2023-07-31T23:17:40Z",
    certificate_management_policy: policy,
  });
  const reviewed = ingressSnapshot(ingress);
  expect(reviewed).toEqual({
    ingressId: "agin_1",
    domain: "agents.example.com",
    description: "",
    metadata: "",
    certificate,
  });
  expect(ingressSnapshotSchema.parse(reviewed)).toEqual(reviewed);
});
