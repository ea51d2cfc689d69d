import type { Kysely } from "kysely";
import { z } from "zod";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

const detailSchema = z.record(z.string(), z.unknown());

/** Reads what transitions wrote, in the order of the versions. */
export function createAuditTrail(db: Kysely<Tables>): Store["audit"] {
  return {
    of: async (operationId) => {
      const rows = await db
        .selectFrom("audit_events")
        .selectAll()
        .where("operation_id", "=", operationId)
        .orderBy("version")
        .execute();
      return rows.map((row) => ({
        operationId: row.operation_id,
        version: row.version,
        at: new Date(row.at),
        actor: row.actor,
        action: row.action,
        fromState: row.from_state,
        toState: row.to_state,
        detail: detailSchema.parse(JSON.parse(row.detail)),
      }));
    },
  };
}
