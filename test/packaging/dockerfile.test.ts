import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { environmentSchema } from "../../src/variables.ts";
import { argumentsOf, copyOf, execForm, image, instructionsOf, stages } from "./image.ts";

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as { engines: { node: string } };
const final = stages.at(-1);
const copies = stages.flatMap((stage) => instructionsOf(stage, "COPY").map(copyOf));
const ofFolder = copies.filter(({ from }) => from === null).flatMap(({ sources }) => sources);

test("every stage stands on the same exact version of Node, of the major that package.json asks for", () => {
  const bases = new Set(stages.map(({ image: name, tag }) => `${name}:${tag}`));
  expect(bases.size).toBe(1);
  const [, major] = /^node:(\d+)\.\d+\.\d+-[a-z]+-slim$/.exec([...bases][0] ?? "") ?? [];
  expect(manifest.engines.node).toBe(`>=${major}`);
});

test("what is installed is what the lockfile says, without what only developers need", () => {
  const installs = stages.flatMap((stage) => instructionsOf(stage, "RUN").map(argumentsOf)).filter(isNpm);
  expect(installs).toHaveLength(1);
  expect(installs[0]).toMatch(/^npm ci /);
  expect(installs[0]).toContain("--omit=dev");
  expect(installs[0]).toContain("--omit=optional");
  expect(ofFolder).toContain("package-lock.json");
});

function isNpm(command: string): boolean {
  return /\bnpm\b/.test(command);
}

describe("what is copied", () => {
  test("is there, and comes from the folder or an earlier stage", () => {
    expect(ofFolder.filter((path) => !existsSync(path))).toEqual([]);
    const names = stages.slice(0, -1).map(({ name }) => name);
    expect(copies.flatMap(({ from }) => from ?? []).filter((name) => !names.includes(name))).toEqual([]);
  });

  test("is all that the engine is sent: no settings, no history, no record, no tests", () => {
    const rules = readFileSync(".dockerignore", "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(rules[0]).toBe("*");
    expect(rules.slice(1).toSorted()).toEqual(ofFolder.map((path) => `!${path}`).toSorted());
  });
});

describe("the process", () => {
  test("runs under a number that is not root's, in every stage that runs the sources", () => {
    const users = stages.map((stage) => instructionsOf(stage, "USER").map(argumentsOf));
    expect(users).toEqual([["1000:1000"], ["1000:1000"]]);
    const [built] = stages;
    const keywords = built?.instructions.map((one) => `${one.getKeyword()} ${argumentsOf(one)}`) ?? [];
    const user = keywords.indexOf("USER 1000:1000");
    expect(keywords.findIndex((words) => words.includes("node src/"))).toBeGreaterThan(user);
  });

  test("is Node itself, which hears SIGTERM, and its entry is there", () => {
    const [entrypoint, ...others] = image.getENTRYPOINTs();
    expect(others).toEqual([]);
    const [program, entry = ""] = execForm(entrypoint);
    expect(program).toBe("node");
    expect(existsSync(entry)).toBe(true);
    expect(image.getCMDs()).toEqual([]);
    expect(instructionsOf(final, "STOPSIGNAL").map(argumentsOf)).toEqual(["SIGTERM"]);
  });

  test("is set by variables that the bot knows, and keeps its record on the volume", () => {
    const set = Object.fromEntries(
      image.getENVs().flatMap((env) => env.getProperties().map((one) => [one.getName(), one.getValue()])),
    );
    const { NODE_ENV, ...own } = set;
    expect(NODE_ENV).toBe("production");
    for (const [name, value] of Object.entries(own)) {
      const schema = environmentSchema.shape[name as keyof typeof environmentSchema.shape];
      expect(schema?.safeParse(value).success, name).toBe(true);
    }
    expect(instructionsOf(final, "VOLUME").map(argumentsOf)).toEqual(['["/data"]']);
    expect(set.DATABASE_URL).toMatch(/^file:\/data\/[\w.-]+$/);
  });
});

describe("the health check", () => {
  const words = argumentsOf(image.getHEALTHCHECKs()[0] as never);
  const [program, ...rest] = JSON.parse(words.slice(words.indexOf("["))) as string[];
  const check = (port: number) =>
    new Promise<number>((resolve) => {
      const child = execFile(process.execPath, rest, { env: { HEALTH_PORT: String(port) } });
      child.once("close", (code) => resolve(code ?? -1));
    });
  const served = async (status: number) => {
    const paths: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url);
      response.writeHead(status).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const code = await check((server.address() as AddressInfo).port);
    server.close();
    return { code, paths };
  };

  test("has the words of an exec form", () => {
    expect(program).toBe("node");
  });

  test("is content where /healthz is, and not where it is not", async () => {
    expect(await served(200)).toEqual({ code: 0, paths: ["/healthz"] });
    expect(await served(503)).toEqual({ code: 1, paths: ["/healthz"] });
  });

  test("is not content where nothing listens", async () => {
    expect(await check(9)).toBe(1);
  });
});
