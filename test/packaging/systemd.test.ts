import { existsSync, readFileSync } from "node:fs";
import { KeyMergeStrategies, parse } from "js-ini";
import { describe, expect, test } from "vitest";
import { environmentSchema } from "../../src/variables.ts";
// `systemd --dump-configuration-items` of systemd 252.
import known from "./systemd-directives.json" with { type: "json" };

type Section = "Unit" | "Service" | "Install";

const text = readFileSync("deploy/ngrok-chatops.service", "utf8");
const unit = parse(text, {
  comment: ["#", ";"],
  autoTyping: false,
  keyMergeStrategy: KeyMergeStrategies.JOIN_TO_ARRAY,
}) as unknown as Record<Section, Record<string, string | string[]>>;
const { Service: service } = unit;
const environment = Object.fromEntries(
  [service.Environment ?? []].flat().map((line) => line.split(/=(.*)/s)),
);

describe("the unit", () => {
  test("has the three sections, and in each only directives that systemd knows there", () => {
    expect(Object.keys(unit)).toEqual(["Unit", "Service", "Install"]);
    const unknown = Object.entries(unit).flatMap(([section, directives]) =>
      Object.keys(directives).filter((name) => !known[section as Section].includes(name)),
    );
    expect(unknown).toEqual([]);
  });

  test("says each thing once, but for what is a list", () => {
    const repeated = Object.entries(service).flatMap(([name, value]) => (Array.isArray(value) ? name : []));
    expect(repeated).toEqual(["Environment", "SystemCallFilter"]);
  });
});

describe("the process", () => {
  test("is Node itself with the bot's entry, so that it hears the signal", () => {
    expect(service.Type).toBe("simple");
    const [program = "", entry = ""] = String(service.ExecStart).split(" ");
    expect(program).toBe("/usr/bin/node");
    expect(existsSync(entry)).toBe(true);
    expect(service.KillSignal).toBe("SIGTERM");
  });

  test("has the time to stop, and is started anew only where that may help", () => {
    expect(Number(service.TimeoutStopSec)).toBeGreaterThan(10);
    expect(service.Restart).toBe("on-failure");
    expect(service.RestartPreventExitStatus).toBe("78");
  });

  test("is started anew however long what it needs is away, and not in haste", () => {
    expect(unit.Unit.StartLimitIntervalSec).toBe("0");
    expect(unit.Unit.StartLimitBurst).toBeUndefined();
    expect(Number(service.RestartSec)).toBeGreaterThanOrEqual(5);
  });

  test("is set by variables that the bot or Node knows, and writes only where it may", () => {
    const { NODE_ENV, NODE_COMPILE_CACHE, ...own } = environment;
    expect(NODE_ENV).toBe("production");
    expect(NODE_COMPILE_CACHE).toBe(`/var/cache/${service.CacheDirectory}`);
    for (const [name, value] of Object.entries(own)) {
      const schema = environmentSchema.shape[name as keyof typeof environmentSchema.shape];
      expect(schema?.safeParse(value).success, name).toBe(true);
    }
    expect(own.DATABASE_URL).toMatch(new RegExp(`^file:/var/lib/${service.StateDirectory}/`));
    expect(service.ProtectSystem).toBe("strict");
  });

  test("has a user of its own, no privileges, and no secrets in the unit", () => {
    expect(service.User).toMatch(/^[a-z-]+$/);
    expect(service.User).not.toBe("root");
    expect(service.NoNewPrivileges).toBe("yes");
    expect(service.PrivateTmp).toBe("yes");
    expect(service.CapabilityBoundingSet).toBe("");
    expect(service.EnvironmentFile).toMatch(/^\/etc\//);
    expect(text).not.toMatch(/xox|xapp/);
  });

  test("may write machine code and run it, without which V8 does not start", () => {
    expect(service.MemoryDenyWriteExecute).toBe("no");
  });
});
