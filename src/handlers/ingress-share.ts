import { type App, type BlockButtonAction, webApi } from "@slack/bolt";
import { z } from "zod";
import { actions } from "../ids.ts";
import { ingressCreated } from "../views/ingress-outcome.ts";
import { recordsMessage } from "../views/ingress-records.ts";
import { sharedText } from "../views/ingress-shared.ts";
import type { Message } from "../views/message.ts";
import type { HandlerDeps } from "./deps.ts";
import { channelIdSchema, formState } from "./form-state.ts";
import { readIngress } from "./ingress-find.ts";

const State = z.object({ channelId: channelIdSchema });

/** A modal has no response URL, so the bot itself must be in the channel. */
async function post(client: webApi.WebClient, channelId: string, message: Message): Promise<string> {
  const refusal = await client.chat.postMessage({ channel: channelId, ...message }).then(
    () => null,
    (error: unknown) => {
      if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
      throw error;
    },
  );
  return sharedText(channelId, refusal);
}

export function registerIngressShare(app: App, deps: HandlerDeps): void {
  app.action<BlockButtonAction>(
    actions.ingresses.shareRecords,
    async ({ ack, action, body, client, respond }) => {
      await ack();
      const ingress = await readIngress(deps, action.value ?? "");
      const message = recordsMessage(ingress, body.user.id);
      if (!body.view) {
        await respond({ ...message, response_type: "in_channel", replace_original: false });
        return;
      }
      const { channelId } = formState(State, body.view.private_metadata);
      const note = await post(client, channelId, message);
      const created = { ingressId: ingress.id, domain: ingress.domain, ingress };
      await client.views.update({
        view_id: body.view.id,
        view: ingressCreated(created, { channelId, notes: [note] }),
      });
    },
  );
}
