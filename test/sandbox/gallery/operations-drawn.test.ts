import { expect, test } from "vitest";
import { z } from "zod";
import { galleryItems } from "../../../sandbox/gallery/gallery-items.ts";
import { cancellableStates, operationSchema } from "../../../src/operations/operation.ts";

type Json = z.core.JSONSchema.BaseSchema;

/** Of these no card tells one value from another, or the lifecycle never has it. */
const NOT_ON_CARDS: { path: RegExp; value?: (value: string) => boolean }[] = [
  // No card is posted before the first look, and there an operation has its obstacle.
  { path: /^obstacle\b/ },
  { path: /^state$/, value: (state) => state === "requested" },
  // What was found is only compared with what was reviewed.
  { path: /^supersession\.found\b/ },
  // Of what was never looked at a card has the domain alone.
  { path: /^target\[unread-ingress\]\.typed\b/ },
  // Every kind of error has an item of its own among the failed calls.
  { path: /error\.kind$/ },
  { path: /^cancellation\.during$/, value: (state) => !(cancellableStates as string[]).includes(state) },
];

test("every value that an operation can have is on a card of the gallery, or in a notice", () => {
  const operations = galleryItems()
    .filter(({ view }) => view.endsWith("#cardMessage") || view.endsWith("#noticeMessage"))
    .flatMap(({ given }) => given.slice(0, 1));
  const schema = z.toJSONSchema(operationSchema, { io: "input" });
  const missing = missingValues(schema, operations, "").filter(
    ([path, value]) => !NOT_ON_CARDS.some((one) => one.path.test(path) && (one.value?.(value) ?? true)),
  );
  expect(missing.map(([path, value]) => `${path}: ${value}`)).toEqual([]);
});

/** The values of enumerations, and the branches of unions, that none of `values` has, with where they belong. */
function missingValues(schema: Json, values: readonly unknown[], path: string): [string, string][] {
  const below = (key: string) => (path === "" ? key : `${path}.${key}`);
  const branches = (schema.anyOf ?? schema.oneOf ?? []) as Json[];
  if (branches.length > 0) return branches.flatMap((branch) => ofBranch(branch, values, path));
  if (schema.enum) {
    const missing = schema.enum.filter((value) => !values.includes(value));
    return missing.map((value) => [path, String(value)]);
  }
  if (schema.items) return missingValues(schema.items as Json, values.flat(), path);
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]) =>
    missingValues(child as Json, fieldsOf(values, key), below(key)),
  );
}

function ofBranch(branch: Json, values: readonly unknown[], path: string): [string, string][] {
  const marks = Object.entries(branch.properties ?? {}).filter(([, child]) => constOf(child) !== undefined);
  const [key, child] = marks[0] ?? [];
  if (key === undefined)
    return missingValues(
      branch,
      values.filter((value) => value !== null),
      path,
    );
  const mark = String(constOf(child));
  const own = values.filter((value) => fieldsOf([value], key).includes(mark));
  if (own.length === 0) return [[path, mark]];
  return missingValues(branch, own, `${path}[${mark}]`);
}

function constOf(schema: unknown): unknown {
  return typeof schema === "object" && schema !== null && "const" in schema ? schema.const : undefined;
}

function fieldsOf(values: readonly unknown[], key: string): unknown[] {
  return values
    .filter((value) => typeof value === "object" && value !== null)
    .map((value) => new Map<string, unknown>(Object.entries(value)).get(key))
    .filter((value) => value !== undefined);
}
