import type { AgentOptions } from "./agent-options.ts";
import type { NgrokAccount } from "./ngrok-account.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const site = (host: string) => ({ url: `https://${host}.devices.example.com` });

// The names tell what each is for; people see the device of the metadata.
const fleet: AgentOptions[] = [
  { name: "edge-01", region: "us", startedAgoMs: 40 * dayMs, endpoints: [site("edge-01")] },
  {
    name: "edge-02",
    region: "eu",
    startedAgoMs: 31 * dayMs,
    // One URL is its own, the other survives with edge-03.
    endpoints: [site("edge-02"), { ...site("shop"), pooled: true }],
  },
  { name: "edge-03", startedAgoMs: 30 * dayMs, endpoints: [{ ...site("shop"), pooled: true }] },
  { name: "edge-04", startedAgoMs: 22 * dayMs, version: "3.22.1", endpoints: [site("edge-04")] },
  {
    name: "edge-05",
    startedAgoMs: 21 * dayMs,
    endpoints: [site("edge-05")],
    behaviour: { updatesDisabled: true },
  },
  {
    name: "edge-06",
    startedAgoMs: 19 * dayMs,
    endpoints: [site("edge-06")],
    behaviour: { refuseUpdate: "open /usr/local/bin/ngrok: permission denied" },
  },
  {
    name: "edge-07",
    startedAgoMs: 18 * dayMs,
    endpoints: [site("edge-07"), site("edge-07-ssh")],
  },
  {
    name: "edge-08",
    startedAgoMs: 17 * dayMs,
    endpoints: [site("edge-08")],
    behaviour: { comeBackUnchanged: true },
  },
  {
    name: "edge-09",
    startedAgoMs: 16 * dayMs,
    endpoints: [site("edge-09")],
    behaviour: { neverReturn: true },
  },
  {
    name: "edge-10",
    startedAgoMs: 15 * dayMs,
    labelled: [{ edge: "edghts_2TMGJ5XTkNXxX2o9kiFMMLhTHw7" }],
    endpoints: [site("edge-10")],
    behaviour: { answer810: true },
  },
  {
    name: "edge-11",
    startedAgoMs: 12 * dayMs,
    behaviour: { comeBackWithoutEndpoints: true },
    endpoints: [site("edge-11")],
  },
  {
    name: "win-01",
    os: "windows",
    region: "us",
    startedAgoMs: 9 * dayMs,
    endpoints: [site("win-01")],
    behaviour: { returnAfterStop: true },
  },
  { name: "mac-01", os: "darwin", startedAgoMs: 6 * dayMs, version: "2.3.40", endpoints: [site("mac-01")] },
  {
    name: "ssh-01",
    kind: "ssh",
    metadata: null,
    startedAgoMs: 3 * dayMs,
    endpoints: [{ url: "tcp://1.tcp.example.com:20177" }],
  },
  { name: "sdk-01", kind: "sdk", startedAgoMs: 2 * dayMs, endpoints: [site("sdk-01")] },
  // Nothing that ngrok shows tells these two apart but what they serve, and that is pooled.
  ...["twin-a", "twin-b"].map((name, index) => ({
    name,
    metadata: JSON.stringify({ name: "kiosk" }),
    credentialId: "cr_2UqYcZcQ8xXz0aQmW5bBq3nE1aT",
    ip: "198.51.100.7",
    startedAgoMs: (5 + index) * minuteMs,
    endpoints: [{ ...site("kiosk"), pooled: true }],
  })),
];

/** Fills an account with a fleet in which every kind of agent, and three agent ingresses, are found. */
export function seedFleet(account: NgrokAccount): void {
  for (const options of fleet) account.agents.add(options);
  account.addCloudEndpoint("https://www.example.com");
  account.ingresses.create(
    {
      domain: "connect.acme.example.com",
      description: "acme devices",
      metadata: JSON.stringify({ owner: "platform" }),
    },
    400 * dayMs,
  );
  const certified = account.ingresses.create(
    {
      domain: "agents.example.com",
      description: "Kiosks and tills",
      policy: { authority: "letsencrypt", private_key_type: "ecdsa" },
    },
    20 * dayMs,
  );
  account.ingresses.delegate(certified.id, 19 * dayMs);
  // Never delegated, so that its certificate is held up by DNS.
  account.ingresses.create(
    {
      domain: "tunnel.example.org",
      description: "Waits for its NS records",
      policy: { authority: "letsencrypt", private_key_type: "rsa" },
    },
    2 * dayMs,
  );
}

/** Adds `count` plain agents, `fleet-0001` and on, for lists of more than one page. */
export function addAgents(account: NgrokAccount, count: number): void {
  const already = account.agents.all().filter((agent) => agent.name.startsWith("fleet-")).length;
  for (let index = already + 1; index <= already + count; index += 1) {
    const name = `fleet-${String(index).padStart(4, "0")}`;
    account.agents.add({ name, startedAgoMs: 50 * dayMs + index * minuteMs, endpoints: [site(name)] });
  }
}
