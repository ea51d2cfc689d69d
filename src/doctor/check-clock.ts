import { type Check, type Finding, failed, ok, unchecked } from "./check.ts";
import type { TimeSample } from "./time-sample.ts";

/** What the bot may be wrong by: it shows times to the second, and Slack posts the dead man's notice by its own. */
const TOLERANCE_MS = 10_000;

export interface OtherClock {
  /** As in "Slack's". */
  whose: string;
  /** Null where it did not answer; never rejects. */
  read: () => Promise<TimeSample | null>;
}

/** This machine's clock against those that the bot has to agree with. */
export function checkClock(others: readonly OtherClock[]): Check {
  return {
    name: "clock",
    run: async () => {
      const read = await Promise.all(
        others.map(async (other) => ({ whose: other.whose, sample: await other.read() })),
      );
      const heard = read.flatMap(({ whose, sample }) => (sample ? [{ whose, sample }] : []));
      if (heard.length === 0) return unchecked("as nobody told the time");
      const off = heard.filter(({ sample }) => Math.abs(sample.offsetMs) > TOLERANCE_MS + sample.doubtMs);
      return off.length === 0 ? ok(`agrees with ${listed(heard)}`) : wrong(heard, off);
    },
  };
}

interface Heard {
  whose: string;
  sample: TimeSample;
}

function wrong(heard: readonly Heard[], off: readonly Heard[]): Finding {
  const words = off.map(({ whose, sample }) => {
    const seconds = Math.round(Math.abs(sample.offsetMs) / 1000);
    return `${seconds} s ${sample.offsetMs > 0 ? "behind" : "ahead of"} ${whose}`;
  });
  const agreeing = heard.filter((one) => !off.includes(one));
  const rest = agreeing.length > 0 ? `; it agrees with ${listed(agreeing)}` : "";
  return failed(
    `this machine's clock is ${words.join(", ")}${rest}`,
    agreeing.length > 0
      ? "Compare it with another clock, and set the one that is wrong."
      : "Have this machine set its clock by NTP (timedatectl set-ntp true, w32tm /resync).",
  );
}

function listed(heard: readonly Heard[]): string {
  return heard.map(({ whose }) => whose).join(" and ");
}
