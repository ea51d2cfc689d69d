import { afterEach, beforeEach, expect, test } from "vitest";
import { type Answer, createModalRefill, submitModal } from "../../src/handlers/submit-modal.ts";
import { ShownError, UserRefusal } from "../../src/user-error.ts";
import { noticeModal } from "../../src/views/notice-modal.ts";
import { startSessionDesk } from "../support/session-desk.ts";

let desk: Awaited<ReturnType<typeof startSessionDesk>>;
beforeEach(async () => {
  desk = await startSessionDesk();
  await desk.olga.command("fleet", "session update");
  await desk.idle();
});
afterEach(() => desk.stop());

const modal = (words: string) => noticeModal("Test", words);
const form = ({ text }: { text: string }) => modal(`the form: ${text}`);
const submission = (run: () => Promise<ReturnType<typeof modal> | Answer>) => {
  const view = desk.olga.modal();
  if (!view) throw new Error("No modal is open");
  return { ack: async () => {}, client: desk.client, view, loading: modal("working"), run, form };
};

test("of two choices the later one's drawing stays, whichever is ready first", async () => {
  const refill = createModalRefill();
  const { client, view } = submission(async () => modal(""));
  const slow = Promise.withResolvers<ReturnType<typeof modal>>();
  const first = refill({ client, view, clickedAt: "1.0", build: () => slow.promise, form });
  await refill({ client, view, clickedAt: "2.0", build: async () => modal("later"), form });
  slow.resolve(modal("earlier"));
  await first;
  expect(desk.reads("olga")).toContain("later");
});

test("a refusal brings the form back and is no fault", async () => {
  await submitModal(submission(async () => Promise.reject(new UserRefusal("Not today."))));
  expect(desk.reads("olga")).toContain("the form: Not today.");
});

test("a fault brings the form back and is thrown on for the log, marked as shown", async () => {
  const submitted = submitModal(submission(async () => Promise.reject(new TypeError("a bug"))));
  await expect(submitted).rejects.toBeInstanceOf(ShownError);
  expect(desk.reads("olga")).toContain("the form: The bot could not do this");
});

test("an error for a person who has closed the modal is thrown on, to be said elsewhere", async () => {
  const refusal = new UserRefusal("Not today.");
  const closed = submission(async () => {
    await desk.olga.closeModal();
    throw refusal;
  });
  await expect(submitModal(closed)).rejects.toBe(refusal);
});

test("an outcome for a person who has closed the modal is no error", async () => {
  const closed = submission(async () => {
    await desk.olga.closeModal();
    return modal("done");
  });
  await submitModal(closed);
  expect(desk.olga.modal()).toBeNull();
});

test("who has to know is told whether the outcome was seen, once it was shown", async () => {
  const told: string[] = [];
  const outcome = (words: string): Answer => ({
    modal: modal(words),
    told: async (inForm) => void told.push(`${inForm}: ${desk.reads("olga")}`),
  });
  await submitModal(submission(async () => outcome("look again")));
  expect(told).toEqual([expect.stringMatching(/^true: .*look again/s)]);
  const closed = submission(async () => {
    await desk.olga.closeModal();
    return outcome("look again");
  });
  await submitModal(closed);
  expect(told.at(-1)).toMatch(/^false: /);
});
