import type { SchemaModule } from "kysely";

/** Every freeze that there was. `in_force` is 1 while it holds, then null, so that there is one at a time. */
export async function freezes(schema: SchemaModule): Promise<void> {
  await schema
    .createTable("freezes")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("frozen_at", "bigint", (column) => column.notNull())
    .addColumn("frozen_by", "text", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("lifted_at", "bigint")
    .addColumn("lifted_by", "text")
    .addColumn("in_force", "integer", (column) => column.unique())
    .execute();
}
