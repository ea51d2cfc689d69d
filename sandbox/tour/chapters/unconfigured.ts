import type { Production } from "../production.ts";

/** Before anybody has said who may do what. */
export async function unconfigured({ stage, cast, otherBot }: Production): Promise<void> {
  stage.chapter("A bot that is not configured yet");
  const bot = otherBot({ OPERATORS: "", APPROVERS: "" });
  await bot.start();
  await stage.scene(async () => {
    await stage.step("Olga asks for help: it names the variables to set.", () => cast.asks("olga", ""), [
      "The bot is not configured yet: nobody may change anything",
      "OPERATORS=U0OLGA0001 and APPROVERS=U…",
    ]);
    await stage.step("She may look.", () => cast.asks("olga", "sessions edge-07"), ["edge-07", "3.19.0"]);
    await stage.step(
      "She may not change anything, and is told what is missing.",
      () => cast.opens("olga", "session update", "Nobody may update a session yet"),
      ["An admin must set OPERATORS="],
    );
    await cast.closes("olga");
  });
  await bot.end("SIGTERM");
}
