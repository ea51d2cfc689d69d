import type { SchemaModule } from "kysely";

/** Who has the bot's Home open, and which process draws it for them. */
export async function homeViewers(schema: SchemaModule): Promise<void> {
  await schema
    .createTable("home_viewers")
    .addColumn("user_id", "text", (column) => column.primaryKey())
    .addColumn("opened_at", "bigint", (column) => column.notNull())
    .addColumn("drawn_by", "text")
    .addColumn("drawn_until", "bigint")
    .execute();
  await schema.createIndex("home_viewers_opened_at").on("home_viewers").column("opened_at").execute();
}
