import { describe, expect, test } from "vitest";
import { countdownWords, dateWords, fullDateWords } from "../../../sandbox/page/blocks/date-words.ts";
import { instantOf, localTime, zoneWords } from "../../../sandbox/page/blocks/zoned-time.ts";

const at = (iso: string) => Date.parse(iso) / 1000;
const berlin = { zone: "Europe/Berlin", nowMs: Date.parse("2026-03-01T12:00:00Z") };
const instant = at("2026-03-02T23:05:09Z");

describe("a date token", () => {
  test.each([
    ["{date_num} {time}", "2026-03-03 00:05"],
    ["{date_slash}", "03/03/2026"],
    ["{date_short} {time_secs}", "Mar 3, 2026 00:05:09"],
    ["{date}", "March 3rd, 2026"],
    ["{date_long}", "Tuesday, March 3rd, 2026"],
    ["since {date_short_pretty}", "since Mar 3, 2026"],
  ])("%s is written in the reader's zone", (format, expected) => {
    expect(dateWords(instant, format, berlin)).toBe(expected);
  });

  test("is yesterday, today or tomorrow by the reader's calendar", () => {
    const words = (iso: string, zone: string) =>
      dateWords(at(iso), "{date_pretty}", { zone, nowMs: Date.parse("2026-03-01T22:30:00Z") });
    expect(words("2026-03-01T23:30:00Z", "UTC")).toBe("today");
    expect(words("2026-03-01T23:30:00Z", "Europe/Berlin")).toBe("tomorrow");
    expect(words("2026-02-28T22:00:00Z", "Europe/Berlin")).toBe("yesterday");
    expect(words("2026-03-03T22:59:00Z", "Europe/Berlin")).toBe("March 3rd, 2026");
  });

  test("can say how long ago, and in how long", () => {
    const ago = (iso: string) => dateWords(at(iso), "{ago}", berlin);
    expect(ago("2026-03-01T11:57:10Z")).toBe("2 minutes ago");
    expect(ago("2026-03-01T12:00:30Z")).toBe("in 30 seconds");
    expect(ago("2026-02-27T11:00:00Z")).toBe("2 days ago");
  });

  test("with an unknown part is not written", () => {
    expect(dateWords(instant, "{date_odd}", berlin)).toBeNull();
    expect(dateWords(Number.NaN, "{date}", berlin)).toBeNull();
  });

  test("has the instant in full for who asks", () => {
    expect(fullDateWords(instant, "Europe/Berlin")).toBe(
      "Tuesday, March 3, 2026 at 00:05:09 GMT+1 (23:05:09 UTC)",
    );
  });
});

describe("a countdown", () => {
  const left = (ms: number, format = "{time_secs}") => countdownWords(1000, format, 1_000_000 - ms);
  test("counts whole seconds, the last one to its end", () => {
    expect(left(8000)).toBe("0:08");
    expect(left(7001)).toBe("0:08");
    expect(left(1)).toBe("0:01");
    expect(left(600_000)).toBe("10:00");
  });
  test("is over when the instant has come, and does not begin before ten minutes", () => {
    expect(left(0)).toBeNull();
    expect(left(-5000)).toBeNull();
    expect(left(600_001)).toBeNull();
  });
  test("stands beside times alone", () => {
    expect(left(8000, "{date_short}")).toBeNull();
    expect(left(8000, "{date_short} {time}")).toBe("0:08");
  });
});

describe("a time in the reader's zone", () => {
  test("goes there and back", () => {
    expect(localTime(instant, "Europe/Berlin")).toBe("2026-03-03T00:05");
    expect(instantOf("2026-03-03T00:05", "Europe/Berlin")).toBe(at("2026-03-02T23:05:00Z"));
    expect(instantOf("2026-07-01T12:00", "America/New_York")).toBe(at("2026-07-01T16:00:00Z"));
  });
  test("that comes twice in autumn is the first", () => {
    expect(instantOf("2026-10-25T02:30", "Europe/Berlin")).toBe(at("2026-10-25T00:30:00Z"));
  });
  test("that never comes in spring is an hour later", () => {
    expect(instantOf("2026-03-29T02:30", "Europe/Berlin")).toBe(at("2026-03-29T01:30:00Z"));
  });
  test("that is none has no instant", () => expect(instantOf("2026-13-01T00:00", "UTC")).toBeNull());
  test("says which zone it is", () => {
    expect(zoneWords("Europe/Berlin", Date.parse("2026-07-01T00:00:00Z"))).toBe("Europe/Berlin, GMT+2");
    expect(zoneWords("UTC", 0)).toBe("UTC");
  });
});
