import { afterEach, beforeEach, expect, test } from "vitest";
import { all, type Bench, createBench, json } from "./loopback-server.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await createBench();
});

afterEach(async () => {
  expect(bench.server.faults).toEqual([]);
  await bench.close();
});

const ingress = {
  id: "agin_1",
  uri: "/agent_ingresses/agin_1",
  domain: "agents.example.com",
  description: "devices",
  ns_targets: ["ns1.example.com.", "ns2.example.com."],
  region_domains: ["us.agents.example.com"],
  created_at: "2023-07-31T23:17:40Z",
  certificate_management_policy: { authority: "letsencrypt", private_key_type: "ecdsa" },
  certificate_management_status: {
    renews_at: null,
    provisioning_job: {
      error_code: "DNS_ERROR",
      msg: "no records",
      started_at: "2026-03-01T02:00:00Z",
      retries_at: null,
    },
  },
};

const lines = () => bench.server.received.map((request) => `${request.line} ${request.body}`.trim());

test.each(["update", "restart", "stop"] as const)(
  "%s is a POST of {} whose 204 brings ngrok's time",
  async (verb) => {
    bench.server.answer((response) =>
      response.writeHead(204, { date: "Sun, 01 Mar 2026 03:00:07 GMT" }).end(),
    );
    const receipt = await bench.ngrok.sessions[verb]("ts_1/../2?x");
    expect(receipt).toEqual({ answeredAt: new Date("2026-03-01T03:00:07Z") });
    expect(lines()).toEqual([`POST /tunnel_sessions/ts_1%2F..%2F2%3Fx/${verb} {}`]);
  },
);

test("a command's answer without a readable Date has no time", async () => {
  bench.server.answer((response) => {
    response.sendDate = false;
    response.writeHead(204).end();
  });
  expect(await bench.ngrok.sessions.stop("ts_1")).toEqual({ answeredAt: null });
});

test("an ingress is read with its records, certificate and dates", async () => {
  bench.server.answer((response) => json(response, 200, ingress));
  expect(await bench.ngrok.ingresses.get("agin_1")).toEqual({
    id: "agin_1",
    domain: "agents.example.com",
    description: "devices",
    metadata: "",
    nsTargets: ["ns1.example.com.", "ns2.example.com."],
    regionDomains: ["us.agents.example.com"],
    createdAt: new Date("2023-07-31T23:17:40Z"),
    certificatePolicy: { authority: "letsencrypt", privateKeyType: "ecdsa" },
    certificateStatus: {
      renewsAt: null,
      provisioningJob: {
        errorCode: "DNS_ERROR",
        message: "no records",
        startedAt: new Date("2026-03-01T02:00:00Z"),
        retriesAt: null,
      },
    },
  });
  expect(lines()).toEqual(["GET /agent_ingresses/agin_1"]);
});

test("creating an ingress sends the policy only when there is one", async () => {
  bench.server.answer((response) => json(response, 201, ingress));
  const fields = { domain: "agents.example.com", description: "d", metadata: "" };
  await bench.ngrok.ingresses.create({ ...fields, certificatePolicy: null });
  const certificatePolicy = { authority: "letsencrypt", privateKeyType: "rsa" } as const;
  expect(await bench.ngrok.ingresses.create({ ...fields, certificatePolicy })).toMatchObject({
    id: "agin_1",
  });
  expect(bench.server.received.map((request) => JSON.parse(request.body))).toEqual([
    fields,
    { ...fields, certificate_management_policy: { authority: "letsencrypt", private_key_type: "rsa" } },
  ]);
});

test("changing an ingress sends the changed fields alone, and nothing that ngrok does not know", async () => {
  bench.server.answer((response) => json(response, 200, ingress));
  await bench.ngrok.ingresses.update("agin_1", { description: "new" });
  await bench.ngrok.ingresses.update("agin_1", { certificatePolicy: null });
  const more = { metadata: "m", domain: "other.example.com" };
  await bench.ngrok.ingresses.update("agin_1", more);
  expect(lines()).toEqual([
    'PATCH /agent_ingresses/agin_1 {"description":"new"}',
    'PATCH /agent_ingresses/agin_1 {"certificate_management_policy":null}',
    'PATCH /agent_ingresses/agin_1 {"metadata":"m"}',
  ]);
});

test("deleting an ingress sends no body and takes 204 for success", async () => {
  bench.server.answer((response) => response.writeHead(204).end());
  expect(await bench.ngrok.ingresses.delete("agin_1")).toHaveProperty("answeredAt");
  expect(lines()).toEqual(["DELETE /agent_ingresses/agin_1"]);
});

test("each list is read from its own address and key", async () => {
  const lists: Record<string, unknown> = {
    "/agent_ingresses": { ingresses: [ingress] },
    "/tunnel_sessions": { tunnel_sessions: [{ id: "ts_1", started_at: "2026-03-01T02:00:00+01:00" }] },
    "/endpoints": {
      endpoints: [{ id: "ep_1", public_url: "https://a.example", tunnel_session: { id: "ts_1" } }],
    },
    "/tunnels": { tunnels: [{ id: "tn_1", labels: { edge: "e1" }, tunnel_session: { id: "ts_1" } }] },
  };
  bench.server.answer((response, request) =>
    json(response, 200, lists[/ (.*)\?/.exec(request.line)?.[1] ?? ""]),
  );
  const { ngrok } = bench;
  expect(await all(ngrok.ingresses.list())).toMatchObject([{ id: "agin_1" }]);
  expect(await all(ngrok.sessions.list())).toMatchObject([{ startedAt: new Date("2026-03-01T01:00:00Z") }]);
  expect(await all(ngrok.endpoints.list())).toMatchObject([{ url: "https://a.example", sessionId: "ts_1" }]);
  expect(await all(ngrok.tunnels.list())).toMatchObject([{ url: "", labels: { edge: "e1" } }]);
});

test.each(["", ".", ".."])("the id %j rejects and sends nothing", async (id) => {
  await expect(bench.ngrok.sessions.stop(id)).rejects.toThrow(TypeError);
  await expect(bench.ngrok.ingresses.delete(id)).rejects.toThrow(TypeError);
  expect(bench.server.received).toEqual([]);
});

test("a person's request goes before the bot's own when the budget is used up", async () => {
  await bench.close();
  bench = await createBench({ perMinute: 1 });
  bench.server.answer((response) => json(response, 200, ingress));
  await bench.ngrok.ingresses.get("first");
  await bench.clock.advance(45_000);
  const background = bench.ngrok.ingresses.get("background").catch((error: unknown) => error);
  const person = bench.ngrok.ingresses.get("person", { priority: "person" });
  expect(await bench.outcome(person)).toMatchObject({ id: "agin_1" });
  expect(await bench.outcome(background)).toMatchObject({ name: "NgrokRateLimitError" });
  expect(lines()).toEqual(["GET /agent_ingresses/first", "GET /agent_ingresses/person"]);
});

test("closing ends what is under way", async () => {
  bench.server.answer(() => {});
  const call = bench.ngrok.sessions.stop("ts_1").catch((error: unknown) => error);
  await bench.arrived(1);
  await bench.ngrok.close();
  expect(await call).toMatchObject({ name: "NgrokConnectionError", outcome: "unknown" });
});
