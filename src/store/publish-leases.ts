import { type ExpressionBuilder, type Kysely, sql, type Transaction } from "kysely";
import { claimReadable } from "./claim-readable.ts";
import type { ReadableRow, ReadOperations } from "./operation-reader.ts";
import { createPolledQuery } from "./polled-query.ts";
import type { ProbedTransaction } from "./probed-transaction.ts";
import type { MessageStore, PublishOutcome } from "./store.ts";
import type { Database, OperationRow, Tables } from "./tables.ts";
import { upsertMessage } from "./upsert-message.ts";

type Leases = Pick<MessageStore, "claimUnpublished" | "hold" | "renew" | "release">;
type Claim = Parameters<MessageStore["claimUnpublished"]>[0];

type LeasedRow = ReadableRow & Pick<OperationRow, "unpublished_since">;

/** Of a claim, in milliseconds. */
interface LeaseValues extends Record<string, number | string> {
  now: number;
  owner: string;
  leaseUntil: number;
  limit: number;
}

/** Who brings Slack to what an operation says, and until when; none of it makes a new version. */
export function createPublishLeases(
  { db, shared }: Database,
  read: ReadOperations,
  commit: ProbedTransaction,
): Leases {
  const leaseAny = createPolledQuery<LeaseValues, LeasedRow>(db, (value) =>
    leaseQuery(
      db,
      shared,
      { now: value("now"), owner: value("owner"), leaseUntil: value("leaseUntil"), limit: value("limit") },
      [],
    ),
  );
  const lease = async ({ now, owner, leaseUntil, limit, except }: Claim) => {
    const values = { now: now.getTime(), owner, leaseUntil: leaseUntil.getTime(), limit };
    const rows = await (except.length === 0
      ? leaseAny(values)
      : leaseQuery(db, shared, values, except).execute());
    // What an update returns has no order.
    return rows.sort((a, b) => a.unpublished_since - b.unpublished_since || (a.id < b.id ? -1 : 1));
  };
  return {
    claimUnpublished: (query) =>
      claimReadable(read, query, {
        lease: (limit) => lease({ ...query, limit }),
        putOff: (ids, until) => putOff(db, ids, until),
      }),
    hold: async (operationId, owner, { now, until }) => {
      const held = await db
        .updateTable("operations")
        .set({ publish_owner: owner, publish_until: until.getTime() })
        .where("id", "=", operationId)
        .where((where) => where.or([where("publish_owner", "=", owner), isFree(now.getTime())(where)]))
        .executeTakeFirst();
      return held.numUpdatedRows === 1n;
    },
    renew: (operationId, owner, leaseUntil, intent) => {
      const renewed = (handle: Kysely<Tables>) => renew(handle, operationId, owner, leaseUntil);
      if (!intent) return renewed(db);
      return commit(`intend ${intent.role}`, async (transaction) => {
        if (!(await renewed(transaction))) return false;
        const at = intent.at.getTime();
        await transaction
          .insertInto("message_intents")
          .values({ operation_id: operationId, role: intent.role, at })
          .onConflict((conflict) => conflict.columns(["operation_id", "role"]).doUpdateSet({ at }))
          .execute();
        return true;
      });
    },
    release: (operationId, owner, outcome) =>
      commit("publish", async (transaction) => {
        if (!(await free(transaction, operationId, owner, outcome))) return false;
        const { redrawn, refused } = outcome;
        for (const message of redrawn) await upsertMessage(transaction, message);
        for (const { role, at } of refused) {
          await transaction
            .deleteFrom("message_intents")
            .where("operation_id", "=", operationId)
            .where("role", "=", role)
            .where("at", "=", at.getTime())
            .execute();
        }
        return true;
      }),
  };
}

function isFree(nowMs: number) {
  return (where: ExpressionBuilder<Tables, "operations">) =>
    where.or([where("publish_until", "is", null), where("publish_until", "<=", nowMs)]);
}

/** One statement, and so all or nothing: a transaction around it would cost two more round trips. */
function leaseQuery(
  db: Kysely<Tables>,
  shared: boolean,
  { now, owner, leaseUntil, limit }: LeaseValues,
  except: Claim["except"],
) {
  const ids = except.flatMap(({ id, version }) => (version === null ? [id] : []));
  const versions = except.flatMap(({ id, version }) => (version === null ? [] : [`${id} ${version}`]));
  return (
    db
      // Beside the update, so that it is evaluated once: inside of it PostgreSQL may run it again, beyond the limit.
      .with("waiting", (query) =>
        query
          .selectFrom("operations")
          .select("id")
          .where(({ eb, ref }) => eb("published_version", "<", ref("version")))
          .$if(ids.length > 0, (candidates) => candidates.where("id", "not in", ids))
          .$if(versions.length > 0, (candidates) =>
            candidates.where(
              sql`${sql.ref("id")} || ' ' || cast(${sql.ref("version")} as text)`,
              "not in",
              versions,
            ),
          )
          .where(isFree(now))
          .orderBy("unpublished_since")
          .orderBy("id")
          .limit(limit)
          .$if(shared, (candidates) => candidates.forUpdate().skipLocked()),
      )
      .updateTable("operations")
      .set({ publish_owner: owner, publish_until: leaseUntil })
      .where("id", "in", (query) => query.selectFrom("waiting").select("waiting.id"))
      .returning(["id", "due_at", "document", "unpublished_since"])
  );
}

async function putOff(db: Kysely<Tables>, ids: string[], until: Date): Promise<void> {
  await db
    .updateTable("operations")
    .set({ publish_owner: null, publish_until: until.getTime() })
    .where("id", "in", ids)
    .execute();
}

async function renew(
  handle: Kysely<Tables>,
  operationId: string,
  owner: string,
  until: Date,
): Promise<boolean> {
  const renewed = await handle
    .updateTable("operations")
    .set({ publish_until: until.getTime() })
    .where("id", "=", operationId)
    .where("publish_owner", "=", owner)
    .executeTakeFirst();
  return renewed.numUpdatedRows === 1n;
}

/** An older drawing that is done late takes nothing back. */
async function free(
  transaction: Transaction<Tables>,
  operationId: string,
  owner: string,
  { publishedVersion, restUntil }: PublishOutcome,
): Promise<boolean> {
  const version = publishedVersion ?? 0;
  const freed = await transaction
    .updateTable("operations")
    .set(({ eb, ref }) => ({
      publish_owner: null,
      publish_until: restUntil?.getTime() ?? null,
      published_version: eb
        .case()
        .when("published_version", "<", version)
        .then(version)
        .else(ref("published_version"))
        .end(),
    }))
    .where("id", "=", operationId)
    .where("publish_owner", "=", owner)
    .executeTakeFirst();
  return freed.numUpdatedRows === 1n;
}
