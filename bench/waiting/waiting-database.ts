import { DatabaseSync } from "node:sqlite";
import { systemClock } from "../../src/clock.ts";
import type { Operation } from "../../src/operations/operation.ts";
import { createStore } from "../../src/store/create-store.ts";
import type { ScheduledNotice } from "../../src/store/store.ts";
import { exampleSession, waitingUpdate } from "./waiting-update.ts";

const NOTICE_AFTER_MS = 15 * 60_000;

/**
 * Makes a database with so many session updates in their wait, all shown in Slack, which is asked for the dead man's
 * notice of each; due in the hours from `dueFrom` on. One goes through the store; the others are its copies, since
 * 10,000 waits for the disk take long.
 */
export async function prepareWaiting(path: string, count: number, dueFrom: Date): Promise<void> {
  const store = await createStore({ databaseUrl: path, clock: systemClock, owner: "bench" });
  const first = waitingUpdate("op_waits", exampleSession, { channelId: message.channelId, dueAt: dueFrom });
  if (count > 0) {
    const event = { at: first.request.at, actor: first.request.by, action: "request", detail: {} };
    await store.operations.create({ operation: first, event }, null);
    await store.messages.record({ ...message, operationId: first.id });
    const notice = noticeOf(first, dueFrom);
    await store.notices.intend(notice, null, first.version);
    await store.notices.adopt(notice, "Q_waits");
    await store.notices.lookAgain(first, null);
  }
  await store.close();
  if (count > 0) copy(path, first, count);
}

const message = {
  role: "card",
  channelId: "C0FLEET001",
  ts: "1.000100",
  permalink: "https://sandbox.slack.com/archives/C0FLEET001/p1000100",
  digest: "0".repeat(64),
};

function copy(path: string, { id, subjectId }: Operation, count: number): void {
  const database = new DatabaseSync(path);
  database.exec("begin; update operations set published_version = version");
  for (const table of ["operations", "messages", "audit_events", "scheduled_notices"]) {
    const [row = {}] = database.prepare(`select * from ${table}`).all();
    const names = Object.keys(row);
    const insert = database.prepare(
      `insert into ${table} (${names.join()}) values (${names.map(() => "?").join()})`,
    );
    for (let at = 1; at < count; at += 1) {
      const own = (text: string) =>
        text
          .replaceAll(id, `${id}${at}`)
          .replaceAll(subjectId, `${subjectId}${at}`)
          .replaceAll("Q_waits", `Q_waits${at}`);
      const values = names.map((name) => {
        const value = row[name] ?? null;
        if (name === "due_at") return Number(value) + (at % 12) * 3_600_000;
        return typeof value === "string" ? own(value) : value;
      });
      insert.run(...values);
    }
  }
  database.exec("commit");
  database.close();
}

function noticeOf({ id, request }: Operation, dueAt: Date): ScheduledNotice {
  return {
    operationId: id,
    channelId: message.channelId,
    postAt: new Date(Math.ceil((dueAt.getTime() + NOTICE_AFTER_MS) / 1000) * 1000),
    text: "Is the bot down?",
    at: request.at,
    scheduledId: null,
    withdrawnAt: null,
  };
}
