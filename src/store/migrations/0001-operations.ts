import { type SchemaModule, sql } from "kysely";

// The states at the time of this migration; a later one that adds another must replace the index.
const UNFINISHED = [
  "awaiting-approval",
  "scheduled",
  "updating",
  "waiting",
  "restarting",
  "stopping",
  "applying",
  "confirming",
];

export async function operations(schema: SchemaModule): Promise<void> {
  await schema
    .createTable("operations")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("subject_id", "text", (column) => column.notNull())
    .addColumn("request_key", "text", (column) => column.notNull().unique())
    .addColumn("requester", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("due_at", "bigint")
    .addColumn("lease_owner", "text")
    .addColumn("lease_until", "bigint")
    .addColumn("published_version", "integer", (column) => column.notNull())
    .addColumn("unpublished_since", "bigint", (column) => column.notNull())
    .addColumn("new_session_id", "text")
    .addColumn("created_ingress_id", "text")
    .addColumn("document", "text", (column) => column.notNull())
    .execute();
  await operationIndexes(schema);
  await schema
    .createTable("messages")
    .addColumn("operation_id", "text", (column) => column.notNull().references("operations.id"))
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("channel_id", "text", (column) => column.notNull())
    .addColumn("ts", "text", (column) => column.notNull())
    .addColumn("permalink", "text")
    .addColumn("digest", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("messages_key", ["operation_id", "role"])
    .execute();
  await schema
    .createTable("audit_events")
    .addColumn("operation_id", "text", (column) => column.notNull().references("operations.id"))
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("actor", "text")
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("from_state", "text")
    .addColumn("to_state", "text", (column) => column.notNull())
    .addColumn("detail", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("audit_events_key", ["operation_id", "version"])
    .execute();
}

async function operationIndexes(schema: SchemaModule): Promise<void> {
  const index = (name: string) => schema.createIndex(`operations_${name}`).on("operations");
  await index("holding").unique().column("subject_id").where(sql.ref("state"), "in", UNFINISHED).execute();
  await index("subject").column("subject_id").execute();
  await index("state").column("state").execute();
  await index("due").column("due_at").where(sql.ref("due_at"), "is not", null).execute();
  await index("unpublished")
    .column("unpublished_since")
    .where(sql.ref("published_version"), "<", sql.ref("version"))
    .execute();
  await index("created").columns(["created_at", "id"]).execute();
  await index("new_session")
    .unique()
    .column("new_session_id")
    .where(sql.ref("new_session_id"), "is not", null)
    .execute();
  await index("created_ingress").column("created_ingress_id").execute();
}
