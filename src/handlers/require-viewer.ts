import type { App } from "@slack/bolt";
import { actions, modals } from "../ids.ts";
import { UserRefusal } from "../user-error.ts";
import type { HandlerDeps } from "./deps.ts";
import { permitLook } from "./permit.ts";
import { placeOf } from "./tell-person.ts";
import { ackStateOf } from "./track-acks.ts";

const { card } = actions;

// What a person does to an operation is permitted with it in hand, as whoever asked for it may do more than others;
// help answers everyone.
const PERMITTED_ELSEWHERE: ReadonlySet<string> = new Set([
  card.approve,
  card.deny,
  card.menu,
  card.cancel,
  card.postpone,
  card.restartNow,
  card.chooseTime,
  card.leaveIt,
  card.restartAnyway,
  card.close,
  card.lookAgain,
  card.own,
  card.choose,
  card.resolve,
  modals.deny,
  modals.postpone,
  modals.askSomeoneElse,
  modals.choose,
  modals.chooseTime,
  modals.resolve,
  actions.home.help,
]);

/**
 * Who may not look is refused every button, menu and form, those included that are added after this was written.
 * Commands are refused where they are dispatched, as help answers everyone, and Home where it is drawn.
 * Register it after what answers errors and before all listeners.
 */
export function requireViewer(app: App, deps: Pick<HandlerDeps, "access" | "settings">): void {
  app.use(async ({ body, context, next }) => {
    const { kind, name, userId, channelId } = placeOf(body);
    const isAsked = kind === "block_actions" || kind === "block_suggestion" || kind === "view_submission";
    if (isAsked && !PERMITTED_ELSEWHERE.has(name)) {
      try {
        await permitLook(deps, userId ?? "", channelId);
      } catch (error) {
        // A menu that finds nothing says enough; the form that it stands in says the rest.
        if (kind === "block_suggestion" && error instanceof UserRefusal)
          return ackStateOf(context).ack(NOTHING);
        throw error;
      }
    }
    await next();
  });
}

const NOTHING = { options: [] };
