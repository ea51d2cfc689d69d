import { z } from "zod";

const where = {
  method: z.enum(["GET", "POST", "PATCH", "DELETE"]).optional(),
  // Segments, where `*` is any one, and a last `**` any rest.
  path: z.string().startsWith("/"),
  /** How often it strikes; once by default, `page-loop` always. */
  times: z.union([z.int().min(1), z.literal("always")]).optional(),
  /** Lets that many matching requests pass first. */
  skip: z.int().min(0).optional(),
};
/** Whether the request is carried out before its answer is spoilt. */
const executed = z.boolean().optional();

/** What may go wrong between a client and ngrok, or inside ngrok. */
export const faultSchema = z.discriminatedUnion("action", [
  z.strictObject({
    ...where,
    action: z.literal("status"),
    status: z.int().min(200).max(599),
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    executed,
  }),
  z.strictObject({ ...where, action: z.literal("html-502"), executed }),
  /** Never answered; the connection stays open until the client closes it. */
  z.strictObject({ ...where, action: z.literal("hang"), executed }),
  z.strictObject({ ...where, action: z.literal("drop-before") }),
  z.strictObject({ ...where, action: z.literal("drop-after") }),
  /** `before` (the default): carried out after the wait, even if the client has gone; `after`: answered late. */
  z.strictObject({
    ...where,
    action: z.literal("slow"),
    ms: z.number().min(0),
    wait: z.enum(["before", "after"]).optional(),
  }),
  z.strictObject({ ...where, action: z.literal("810-executed") }),
  z.strictObject({ ...where, action: z.literal("810-not-executed") }),
  /** As if someone else had used up the account's budget. */
  z.strictObject({ ...where, action: z.literal("429"), retryAfterSeconds: z.int().min(0).optional() }),
  /** Executed; the connection is cut in the middle of the answer. */
  z.strictObject({ ...where, action: z.literal("truncate") }),
  /** Executed; the answer is valid, behind that many bytes of blanks (32 MiB by default). */
  z.strictObject({ ...where, action: z.literal("huge"), bytes: z.int().min(1).optional() }),
  /** Not executed. Leads to this server under its other name, `localhost`, unless told otherwise. */
  z.strictObject({ ...where, action: z.literal("redirect"), to: z.url().optional() }),
  z.strictObject({ ...where, action: z.literal("foreign-next-page"), to: z.url().optional() }),
  /** The page names itself as the next one. */
  z.strictObject({ ...where, action: z.literal("page-loop") }),
]);
export type Fault = z.infer<typeof faultSchema>;

interface PlacedFault {
  readonly id: number;
  readonly fault: Fault;
  /** Null: without end. */
  remaining: number | null;
  skipping: number;
}

export interface Faults {
  /** The first one placed that matches strikes. @throws when it says something unknown. */
  add(fault: Fault): PlacedFault;
  list(): PlacedFault[];
  /** One of them, or all; answers how many there were. */
  clear(id?: number): number;
  /** The fault that strikes this request, which uses it up by one. */
  take(method: string, path: string): Fault | null;
}

export function createFaults(): Faults {
  let placed: PlacedFault[] = [];
  let count = 0;
  return {
    add: (given) => {
      const fault = faultSchema.parse(given);
      count += 1;
      const times = fault.times ?? (fault.action === "page-loop" ? "always" : 1);
      const one = {
        id: count,
        fault,
        remaining: times === "always" ? null : times,
        skipping: fault.skip ?? 0,
      };
      placed.push(one);
      return one;
    },
    list: () => [...placed],
    clear: (id) => {
      const before = placed.length;
      placed = id === undefined ? [] : placed.filter((one) => one.id !== id);
      return before - placed.length;
    },
    take: (method, path) => {
      for (const one of placed) {
        if (!matches(one.fault, method, path)) continue;
        if (one.skipping > 0) {
          one.skipping -= 1;
          continue;
        }
        if (one.remaining !== null) one.remaining -= 1;
        if (one.remaining === 0) placed = placed.filter((other) => other !== one);
        return one.fault;
      }
      return null;
    },
  };
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method && fault.method !== method) return false;
  const wanted = fault.path.split("/");
  const given = path.split("/");
  if (wanted.at(-1) === "**") {
    wanted.pop();
    given.length = Math.min(given.length, wanted.length);
  }
  return (
    wanted.length === given.length && wanted.every((part, index) => part === "*" || part === given[index])
  );
}
