import type { App, BlockAction, ButtonAction, RespondFn, webApi } from "@slack/bolt";
import { z } from "zod";
import { actions } from "../ids.ts";
import { homeNote } from "../views/home/home-buttons.ts";
import type { HandlerDeps } from "./deps.ts";
import type { Dispatch } from "./dispatch.ts";

type HomeDeps = Pick<HandlerDeps, "home" | "clock">;

/** What Home showed when it was opened; nothing the first time. */
const Shown = z.object({ hash: z.string() });

const FORMS: Record<string, readonly string[]> = {
  [actions.home.updateSession]: ["session", "update"],
  [actions.home.createIngress]: ["ingress", "create"],
};

const LISTS: Record<string, { words: readonly string[]; name: string }> = {
  [actions.home.sessions]: { words: ["sessions"], name: "Sessions" },
  [actions.home.ingresses]: { words: ["ingresses"], name: "Ingresses" },
  [actions.home.open]: { words: ["open"], name: "Open" },
  [actions.home.history]: { words: ["history"], name: "History" },
  [actions.home.help]: { words: ["help"], name: "Help" },
};

/** The Home tab: it is drawn when opened, and its buttons run the commands that they are named after. */
export function registerHome(app: App, deps: HomeDeps, dispatch: Dispatch): void {
  app.event("app_home_opened", async ({ event }) => {
    if (event.tab === "home")
      deps.home.opened(event.user, { hash: Shown.safeParse(event.view).data?.hash ?? null });
  });
  app.action<BlockAction<ButtonAction>>(actions.home.refresh, async ({ ack, body }) => {
    await ack();
    deps.home.opened(body.user.id, { isFresh: true });
  });
  for (const [actionId, words] of Object.entries(FORMS)) {
    app.action<BlockAction<ButtonAction>>(actionId, async ({ ack, body, client }) => {
      await dispatch(
        words,
        invocationOf(body, client, () => ack()),
      );
    });
  }
  for (const [actionId, { words, name }] of Object.entries(LISTS)) {
    app.action<BlockAction<ButtonAction>>(actionId, async ({ ack, body, client }) => {
      await answerInMessages(
        name,
        words,
        invocationOf(body, client, () => ack()),
      );
    });
  }
  app.action<BlockAction<ButtonAction>>(actions.home.showIngress, async ({ ack, action, body, client }) => {
    const words = ["ingress", "show", action.value ?? ""];
    await answerInMessages(
      "Show",
      words,
      invocationOf(body, client, () => ack()),
    );
  });

  /** Said on Home at once, as the answer may take as long as ngrok does; a refusal comes there too. */
  async function answerInMessages(name: string, words: readonly string[], invocation: HomeInvocation) {
    deps.home.opened(invocation.userId, { note: homeNote(name, deps.clock.now()) });
    await dispatch(words, invocation);
  }
}

type HomeInvocation = Parameters<Dispatch>[1];

/** Home is no channel: what is asked for there counts as asked for in the person's DM with the bot. */
function invocationOf(body: BlockAction, client: webApi.WebClient, ack: () => Promise<void>): HomeInvocation {
  const userId = body.user.id;
  const respond = inMessages(client, userId);
  return { userId, channelId: userId, triggerId: body.trigger_id, ack, respond, client };
}

/** A click on Home has no response URL. */
function inMessages(client: webApi.WebClient, userId: string): RespondFn {
  return async (answer) => {
    const { text = "" } = typeof answer === "string" ? { text: answer } : answer;
    const blocks = typeof answer !== "string" && "blocks" in answer ? answer.blocks : undefined;
    await client.chat.postMessage({
      channel: userId,
      text,
      ...(blocks ? { blocks } : {}),
      unfurl_links: false,
      unfurl_media: false,
    });
    return new Response();
  };
}
