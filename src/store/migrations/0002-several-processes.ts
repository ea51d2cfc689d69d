import { type QueryExecutorProvider, type SchemaModule, sql } from "kysely";

// The states at the time of this migration: `requested` is new, and holds its subject as well.
const UNFINISHED = [
  "requested",
  "awaiting-approval",
  "scheduled",
  "updating",
  "waiting",
  "restarting",
  "stopping",
  "applying",
  "confirming",
];

/**
 * What several processes need to keep out of each other's way, what a post to Slack leaves before it is made, and the
 * order in which the audit trail is read.
 */
export async function severalProcesses(schema: SchemaModule, database: QueryExecutorProvider): Promise<void> {
  await schema.dropIndex("operations_holding").execute();
  await schema
    .createIndex("operations_holding")
    .unique()
    .on("operations")
    .column("subject_id")
    .where(sql.ref("state"), "in", UNFINISHED)
    .execute();
  await schema.alterTable("operations").addColumn("publish_owner", "text").execute();
  await schema.alterTable("operations").addColumn("publish_until", "bigint").execute();
  await heldBy(schema, "lease_owner");
  await heldBy(schema, "publish_owner");
  await lookAfterNotices(schema, database);
  await schema.alterTable("audit_events").addColumn("change_key", "text").execute();
  await schema
    .createTable("message_intents")
    .addColumn("operation_id", "text", (column) => column.notNull().references("operations.id"))
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("message_intents_key", ["operation_id", "role"])
    .execute();
  await schema
    .createTable("scheduled_notices")
    .addColumn("operation_id", "text", (column) => column.notNull().references("operations.id"))
    .addColumn("post_at", "bigint", (column) => column.notNull())
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("scheduled_id", "text")
    .addColumn("withdrawn_at", "bigint")
    .addPrimaryKeyConstraint("scheduled_notices_key", ["operation_id", "post_at"])
    .execute();
  // What Slack tells of each that it is going to post.
  for (const column of ["post_at", "scheduled_id"]) {
    const name = `scheduled_notices_${column}`;
    await schema.createIndex(name).on("scheduled_notices").column(column).execute();
  }
  await schema
    .createTable("request_window")
    .addColumn("id", "integer", (column) => column.primaryKey())
    .addColumn("sent", "text", (column) => column.notNull())
    .addColumn("paused_until", "bigint", (column) => column.notNull())
    .execute();
  await schema
    .createIndex("audit_events_at")
    .on("audit_events")
    .columns(["at", "operation_id", "version"])
    .execute();
  await schema
    .createIndex("audit_events_actor")
    .on("audit_events")
    .columns(["actor", "operation_id"])
    .execute();
}

/** Updates that an earlier bot left between ngrok's answer and their report have no notice yet: they come at once. */
async function lookAfterNotices(schema: SchemaModule, database: QueryExecutorProvider): Promise<void> {
  await schema.alterTable("operations").addColumn("notice_look_at", "bigint").execute();
  await sql`
    update operations set notice_look_at = 0
    where kind = 'session-update' and state in ('waiting', 'restarting', 'confirming')
  `.execute(database);
  await schema
    .createIndex("operations_notice_look")
    .on("operations")
    .columns(["notice_look_at", "id"])
    .where(sql.ref("notice_look_at"), "is not", null)
    .execute();
}

// Every process asks each second who holds anything.
async function heldBy(schema: SchemaModule, column: "lease_owner" | "publish_owner"): Promise<void> {
  await schema
    .createIndex(`operations_${column}`)
    .on("operations")
    .column(column)
    .where(sql.ref(column), "is not", null)
    .execute();
}
