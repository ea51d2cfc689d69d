import { expect, it } from "vitest";
import { seedFleet } from "../../../sandbox/ngrok/seed-fleet.ts";
import { anAccount } from "./an-account.ts";

const path = "/agent_ingresses";
const policy = { authority: "letsencrypt", private_key_type: "ecdsa" };

it("creating answers 201 with NS targets in full form, region domains and a relative uri", async () => {
  const { account, ask } = await anAccount();
  const made = await ask("POST", path, { body: { domain: "Connect.example.com", description: "tills" } });
  expect(made.status).toBe(201);
  expect(made.json).toEqual({
    certificate_management_policy: null,
    certificate_management_status: null,
    created_at: "2026-03-01T03:00:00Z",
    description: "tills",
    domain: "connect.example.com",
    id: expect.stringMatching(/^agin_[0-9A-Za-z]{27}$/),
    ns_targets: expect.arrayContaining([expect.stringMatching(/\.$/)]),
    region_domains: expect.arrayContaining(["tunnel.eu.connect.example.com"]),
    uri: `/agent_ingresses/${made.json.id}`,
  });
  expect((await ask("GET", `${path}/${made.json.id}`)).json).toEqual(made.json);
  expect((await ask("GET", path)).json.ingresses).toEqual([made.json]);
  expect(account.calls.map((call) => call.effect)).toEqual(["ingress-created", null, null]);
});

it("lengths are counted in bytes", async () => {
  const { ask } = await anAccount();
  const create = (body: object) => ask("POST", path, { body: { domain: "a.example.com", ...body } });
  // 85 signs of three bytes each are 255.
  expect((await create({ description: `${"€".repeat(85)}!` })).json.error_code).toBe("ERR_NGROK_6700");
  expect((await create({ metadata: "ü".repeat(2049) })).json.error_code).toBe("ERR_NGROK_6701");
  expect((await create({ description: "€".repeat(85), metadata: "ü".repeat(2048) })).status).toBe(201);
});

it("a domain must be one, be foreign to ngrok, and be new", async () => {
  const { ask } = await anAccount();
  const code = async (domain: unknown) => (await ask("POST", path, { body: { domain } })).json.error_code;
  expect(await code("no domain")).toBe("ERR_NGROK_6704");
  expect(await code("localhost")).toBe("ERR_NGROK_6704");
  expect(await code("")).toBe("ERR_NGROK_6704");
  expect(await code("mine.ngrok.app")).toBe("ERR_NGROK_6705");
  expect(await code("a.example.com")).toBeUndefined();
  expect(await code("A.example.com")).toBe("ERR_NGROK_6706");
});

it("a certificate waits for the NS records, fails with DNS_ERROR without them, and is issued with them", async () => {
  const { account, clock, ask } = await anAccount();
  const made = await ask("POST", path, {
    body: { domain: "a.example.com", certificate_management_policy: policy },
  });
  expect(made.json.certificate_management_policy).toEqual(policy);
  const status = async () => (await ask("GET", `${path}/${made.json.id}`)).json.certificate_management_status;
  expect(await status()).toMatchObject({ renews_at: null, provisioning_job: { error_code: null } });
  await clock.advance(20_000);
  expect(await status()).toMatchObject({
    provisioning_job: {
      error_code: "DNS_ERROR",
      started_at: "2026-03-01T03:00:00Z",
      retries_at: expect.any(String),
    },
  });
  const nextTry = async () => (await status()).provisioning_job.retries_at;
  expect(await nextTry()).toBe("2026-03-01T04:00:20Z");
  await clock.advance(3 * 3_600_000);
  expect(await nextTry()).toBe("2026-03-01T07:00:20Z");
  account.ingresses.delegate(made.json.id);
  await clock.advance(20_000);
  expect(await status()).toEqual({ renews_at: expect.any(String), provisioning_job: null });
});

it("an unknown authority, key type or field of the policy is refused", async () => {
  const { ask } = await anAccount();
  const code = async (given: object) =>
    (await ask("POST", path, { body: { domain: "a.example.com", certificate_management_policy: given } }))
      .json.error_code;
  expect(await code({ authority: "acme" })).toBe("ERR_NGROK_215");
  expect(await code({ ...policy, private_key_type: "dsa" })).toBe("ERR_NGROK_215");
  expect(await code({ ...policy, email: "a@example.com" })).toBe("ERR_NGROK_214");
  expect(await code({ authority: "letsencrypt" })).toBeUndefined();
});

it("an edit changes what it names, and the domain is not to be named", async () => {
  const { ask } = await anAccount();
  const { id } = (
    await ask("POST", path, { body: { domain: "a.example.com", description: "old", metadata: "m" } })
  ).json;
  const edited = await ask("PATCH", `${path}/${id}`, { body: { description: "new" } });
  expect(edited.status).toBe(200);
  expect(edited.json).toMatchObject({ description: "new", metadata: "m", domain: "a.example.com" });
  const moved = await ask("PATCH", `${path}/${id}`, { body: { domain: "b.example.com" } });
  expect(moved.json.error_code).toBe("ERR_NGROK_214");
  expect((await ask("PATCH", `${path}/${id}`, { body: { metadata: "" } })).json).not.toHaveProperty(
    "metadata",
  );
});

it("deleting answers 204 without a body, and then 404", async () => {
  const { account, ask } = await anAccount();
  const { id } = (await ask("POST", path, { body: { domain: "a.example.com" } })).json;
  const deleted = await ask("DELETE", `${path}/${id}`);
  expect([deleted.status, deleted.text, deleted.headers.get("content-type")]).toEqual([204, "", null]);
  expect((await ask("DELETE", `${path}/${id}`)).status).toBe(404);
  expect(account.calls.filter((call) => call.effect === "ingress-deleted")).toHaveLength(1);
});

it("the seed has one ingress without a certificate, one with, and one that waits for DNS", async () => {
  const { account, ask } = await anAccount();
  seedFleet(account);
  const { ingresses } = (await ask("GET", path)).json;
  const job = { renews_at: null, provisioning_job: { error_code: "DNS_ERROR" } };
  expect(ingresses.map((one: Record<string, unknown>) => one.certificate_management_status)).toEqual([
    expect.objectContaining({ provisioning_job: expect.objectContaining(job.provisioning_job) }),
    { renews_at: expect.any(String), provisioning_job: null },
    null,
  ]);
});
