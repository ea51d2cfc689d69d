import { z } from "zod";

/** A `Date` in memory, integer milliseconds since the epoch in the store. */
export const instantSchema = z.codec(z.int(), z.date(), {
  decode: (ms) => new Date(ms),
  encode: (date) => date.getTime(),
});
