import fc from "fast-check";
import { expect, test } from "vitest";
import { findId } from "../../src/operations/find-id.ts";

const ids = ["ts_2abcdX7Kq2P", "ts_2abceb91Zt0", "ts_2zzzzx7kq2p"];

test.each([
  ["ts_2abcdX7Kq2P", "ts_2abcdX7Kq2P"],
  [" ts_2abcdX7Kq2P ", "ts_2abcdX7Kq2P"],
  ["ts_2abcd", "ts_2abcdX7Kq2P"],
  ["X7Kq2P", "ts_2abcdX7Kq2P"],
  ["x7kq2p", "ts_2zzzzx7kq2p"],
  ["…b91Zt0", "ts_2abceb91Zt0"],
  ["...b91Zt0", "ts_2abceb91Zt0"],
  ["ts_2abce…", "ts_2abceb91Zt0"],
  ["B91ZT0", "ts_2abceb91Zt0"],
])("%j means %s", (query, found) => {
  expect(findId(query, ids)).toEqual({ found });
});

test.each([
  ["ts_2abc", [ids[0], ids[1]]],
  ["X7KQ2P", [ids[0], ids[2]]],
])("%j fits several, which are all told", (query, candidates) => {
  expect(findId(query, ids)).toEqual({ candidates });
});

test.each(["", "ts_", "ts_2ab", "Zt0", "…Zt0", "2abcd", "bceb", "agin_2abc", "..."])(
  "%j is none",
  (query) => {
    expect(findId(query, ids)).toEqual({ none: true });
  },
);

test("an id given whole is found however short it is and whatever it begins", () => {
  expect(findId("ts_1", ["ts_1", "ts_1234", "ts_12345"])).toEqual({ found: "ts_1" });
  expect(findId("TS_1234", ["ts_1", "ts_1234", "ts_12345"])).toEqual({ found: "ts_1234" });
});

test("an id listed twice is still one", () => {
  expect(findId("ts_1234", ["ts_12345", "ts_12345"])).toEqual({ found: "ts_12345" });
});

const anyId = fc
  .string({ unit: fc.constantFrom(..."abAB012"), minLength: 5, maxLength: 8 })
  .map((rest) => `ts_${rest}`);
const anyIds = fc.uniqueArray(anyId, { minLength: 1, maxLength: 20 });

test("a whole id is always found; a beginning or end never finds an id that it does not fit", () => {
  fc.assert(
    fc.property(anyIds, fc.nat(), fc.nat(), fc.boolean(), (known, which, length, fromStart) => {
      const id = known[which % known.length] ?? "";
      expect(findId(id, known)).toEqual({ found: id });
      const size = 4 + (length % (id.length - 3));
      const part = fromStart ? id.slice(0, size) : id.slice(-size);
      const result = findId(part, known);
      const fits = (one: string) => one.startsWith(part) || one.endsWith(part);
      if ("found" in result) expect(result.found === part || known.filter(fits)).toBeTruthy();
      if ("found" in result && !known.includes(part)) expect(known.filter(fits)).toEqual([result.found]);
      if ("candidates" in result) expect(result.candidates).toEqual(known.filter(fits));
      if ("none" in result) expect(part.replace("ts_", "").length).toBeLessThan(4);
    }),
  );
});
