import { DatabaseSync } from "node:sqlite";

/** All that a bot has recorded of its changes, to be compared with what it is later. */
export function recordOf(databaseFile: string) {
  const database = new DatabaseSync(databaseFile, { readOnly: true });
  try {
    return {
      operations: database.prepare("select id, state, version from operations order by id").all(),
      events: database.prepare("select count(*) as count from audit_events").get()?.count,
    };
  } finally {
    database.close();
  }
}
