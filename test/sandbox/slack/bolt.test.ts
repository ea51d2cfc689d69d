import { afterEach, describe, expect, test } from "vitest";
import { type SlackWorkspace, startSlackWorkspace } from "../../../sandbox/slack/workspace.ts";
import { systemClock } from "../../../src/clock.ts";
import { startBolt } from "./start-bolt.ts";

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(): Promise<SlackWorkspace> {
  const slack = await startSlackWorkspace({ clock: systemClock });
  cleanups.push(slack.stop);
  return slack;
}

const plain = (text: string) => ({ type: "plain_text" as const, text });

describe("a real Bolt app", () => {
  test("answers a command, a button, a suggestion and a submit over a real WebSocket", async () => {
    const slack = await start();
    const submitted: unknown[] = [];
    const stop = await startBolt(slack, (app) => {
      app.command("/ngrok", async ({ ack, respond }) => {
        await ack();
        await respond({
          text: "Sessions",
          blocks: [
            {
              type: "actions",
              elements: [{ type: "button", action_id: "update", value: "ts_1", text: plain("Update…") }],
            },
          ],
        });
      });
      app.action("update", async ({ ack, body, client }) => {
        await ack();
        if (body.type !== "block_actions") return;
        await client.views.open({
          trigger_id: body.trigger_id,
          view: {
            type: "modal",
            callback_id: "update-session",
            title: plain("Update"),
            submit: plain("Update"),
            blocks: [
              {
                type: "input",
                block_id: "session",
                label: plain("Session"),
                element: { type: "external_select", action_id: "pick", min_query_length: 1 },
              },
            ],
          },
        });
      });
      app.options("pick", async ({ ack, payload }) => {
        await ack({ options: [{ text: plain(`edge-${payload.value}`), value: "ts_7" }] });
      });
      app.view("update-session", async ({ ack, view }) => {
        submitted.push(view.state.values);
        await ack();
      });
    });
    cleanups.push(stop);
    const olga = slack.person("olga");

    expect(await olga.command("fleet", "sessions")).toEqual({ kind: "answered", words: null });
    const message = await slack.waitFor(() => olga.messages("fleet").at(-1), "the answer");
    expect(slack.renderText(message)).toBe("[Update…]");
    expect(slack.person("ada").messages("fleet")).toEqual([]);

    await olga.click({ message, actionId: "update" });
    await slack.waitFor(() => olga.modal(), "the modal");
    await expect(olga.fill({ Session: "ts_7" })).rejects.toThrow("nothing yet");
    const options = await olga.suggest({ blockId: "session" }, "0");
    expect(options.map((option) => option.text.text)).toEqual(["edge-0"]);
    await olga.fill({ Session: "ts_7" });
    expect(slack.renderText(olga.modal() ?? message)).toBe(
      "== Update ==\nSession: edge-0\n[Update] [Cancel]",
    );

    expect(await olga.submit()).toEqual({ kind: "closed" });
    expect(olga.modal()).toBeNull();
    expect(submitted).toEqual([
      {
        session: {
          pick: { type: "external_select", selected_option: { text: plain("edge-0"), value: "ts_7" } },
        },
      },
    ]);
    expect(slack.problems).toEqual([]);
    await slack.waitFor(() => slack.inFlight === 0, "nothing under way");
  });
});
