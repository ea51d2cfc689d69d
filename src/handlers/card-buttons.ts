import type { App } from "@slack/bolt";
import { type AskAgainOpeners, registerCardAskAgain } from "./card-ask-again.ts";
import { registerCardAskSomeoneElse } from "./card-ask-someone-else.ts";
import { registerCardChoose } from "./card-choose.ts";
import { registerCardDecide } from "./card-decide.ts";
import { registerCardDeny } from "./card-deny.ts";
import { registerCardDetails } from "./card-details.ts";
import { registerCardLookAgain } from "./card-look-again.ts";
import { registerCardResolve } from "./card-resolve.ts";
import { registerCardShowIngress, type ShowIngress } from "./card-show-ingress.ts";
import { registerCardTime } from "./card-time.ts";
import type { HandlerDeps } from "./deps.ts";

/** Every button on a card, and every modal that one opens. */
export function registerCardButtons(
  app: App,
  deps: HandlerDeps,
  others: { openers: AskAgainOpeners; showIngress: ShowIngress },
): void {
  registerCardDecide(app, deps);
  registerCardDeny(app, deps);
  registerCardTime(app, deps);
  registerCardChoose(app, deps);
  registerCardResolve(app, deps);
  registerCardAskSomeoneElse(app, deps);
  registerCardDetails(app, deps);
  registerCardLookAgain(app, deps);
  registerCardAskAgain(app, deps, others.openers);
  registerCardShowIngress(app, deps, others.showIngress);
}
