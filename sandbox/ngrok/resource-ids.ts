import { createHash } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
// KSUIDs count seconds from 14 May 2014.
const epochSeconds = 1_400_000_000;

export interface ResourceIds {
  /** An id as ngrok makes them: a prefix and a KSUID, whose order is that of `at`, to the second. */
  next(prefix: string, at: Date): string;
}

/** The same seed gives the same ids in the same order, so that a failing run can be repeated. */
export function createResourceIds(seed: string): ResourceIds {
  let count = 0;
  return {
    next: (prefix, at) => {
      count += 1;
      const payload = createHash("sha256").update(`${seed} ${count}`).digest().subarray(0, 16);
      const seconds = Math.floor(at.getTime() / 1000) - epochSeconds;
      const time = Buffer.alloc(4);
      time.writeUInt32BE(Math.max(0, seconds));
      return `${prefix}_${base62(Buffer.concat([time, payload]))}`;
    },
  };
}

function base62(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  while (text.length < 27) {
    text = alphabet.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text;
}
