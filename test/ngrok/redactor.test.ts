import { expect, test } from "vitest";
import { createRedactor } from "../../src/ngrok/redactor.ts";

const key = "secret/key+1";
const redactor = createRedactor(key);

test("the key is removed, also where it is encoded", () => {
  expect(redactor.text(`a ${key} b ${encodeURIComponent(key)} c`)).toBe("a [key removed] b [key removed] c");
});

test("other keys, key ids and bearer tokens are removed", () => {
  const other = "2TMGJ5XTkNXxX2o9kiFMMLhTHw7_3SxfXvV4vcVzXpmvBpbGe";
  for (const secret of [other, "ak_2TMGJ5XTkNXxX2o9kiFMMLhTHw7", "Bearer abc.def"]) {
    expect(redactor.text(`the key '${secret}' is bad`)).toBe("the key '[key removed]' is bad");
  }
});

test("ids of sessions, ingresses and ngrok's operations stay", () => {
  const text =
    "ts_2TMGJ5XTkNXxX2o9kiFMMLhTHw7 agin_2TMGJ5XTkNXxX2o9kiFMMLhTHw7 op_2TMGJ5XTkNXxX2o9kiFMMLhTHw7";
  expect(redactor.text(text)).toBe(text);
});

test("errors lose the key in message, stack and every cause, and keep name and code", () => {
  const inner = Object.assign(new RangeError(`inner ${key}`), { code: "ECONNRESET" });
  const error = new AggregateError([new Error(`outer ${key}`, { cause: inner })], `top ${key}`);
  const clean = redactor.error(error);
  const middle = clean.cause as Error;
  const deepest = middle.cause as Error & { code: string };
  for (const one of [clean, middle, deepest]) {
    expect(one.message).toContain("[key removed]");
    expect(`${one.message}${one.stack}`).not.toContain(key);
  }
  expect([deepest.name, deepest.code]).toEqual(["RangeError", "ECONNRESET"]);
});

test("a cause that leads back to itself ends", () => {
  const error = new Error("round");
  error.cause = error;
  expect(redactor.error(error).message).toBe("round");
});
