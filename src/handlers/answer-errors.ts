import {
  type AnyMiddlewareArgs,
  type App,
  type Context,
  MultipleListenerError,
  type webApi,
} from "@slack/bolt";
import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import { isLostSocket } from "../lost-socket.ts";
import { type DescribedError, describeError, ShownError, UserRefusal } from "../user-error.ts";
import { otherVersion } from "../views/other-version.ts";
import { ackProblem } from "./ack-problem.ts";
import { type Place, placeOf, tell } from "./tell-person.ts";
import { ackStateOf, type HearInteraction, trackAcks } from "./track-acks.ts";

/**
 * The one place where errors of handlers end. Whatever a listener throws is logged and answered: with the ack
 * where there was none, else where the person looks. What no listener acked is acked here, with words.
 * Register it before all listeners; `idle` resolves when none of them is at work.
 */
export function answerErrors(
  app: App,
  deps: { logger: Logger; clock: Clock; heard?: HearInteraction | undefined },
): { idle: () => Promise<void> } {
  const tracked = trackAcks(app, deps);
  app.use(async (args) => {
    const place = placeOf(args.body);
    let problem: unknown;
    try {
      await args.next();
      const { acked, ack } = ackStateOf(args.context);
      if (acked || place.kind === "event") return;
      deps.logger.warn({ kind: place.kind, name: place.name }, "Nothing listens to this");
      if (!place.asks) return await ack();
      problem = new UserRefusal(otherVersion(place.kind === "view_submission" ? "form" : "button"));
    } catch (error) {
      problem = firstOf(error);
    }
    await answer(deps.logger, args, place, problem);
  });
  return tracked;
}

type Args = AnyMiddlewareArgs & { context: Context; client: webApi.WebClient };

async function answer(logger: Logger, args: Args, place: Place, problem: unknown): Promise<void> {
  const log = logger.child({ kind: place.kind, name: place.name, userId: place.userId });
  ackStateOf(args.context).problem = "failed";
  if (problem instanceof ShownError) {
    log.error({ err: problem.cause, reference: problem.reference }, "Handler failed");
    return;
  }
  if (isLostSocket(problem)) {
    log.warn({ err: problem }, "Socket lost before the ack");
    return;
  }
  const described = describeError(problem);
  if (described.expected) ackStateOf(args.context).problem = "refused";
  if (described.expected) log.info({ said: described.text }, "Refused");
  else log.error({ err: problem, reference: described.reference }, "Handler failed");
  try {
    await say(args, place, problem, described);
  } catch (error) {
    log.error({ err: error, reference: described.reference }, "Error could not be told");
  }
}

async function say(args: Args, place: Place, problem: unknown, described: DescribedError): Promise<void> {
  const blockId = problem instanceof UserRefusal ? problem.blockId : null;
  const { acked, ack } = ackStateOf(args.context);
  if (!acked && (await ackProblem(ack, args.body, described.text, blockId))) return;
  const respond = "respond" in args ? args.respond : null;
  await tell({ client: args.client, respond: respond ?? null }, place, described.text);
}

/** Bolt runs every listener that matches; the refusal of one says more than the follow-up of another. */
function firstOf(error: unknown): unknown {
  if (!(error instanceof MultipleListenerError)) return error;
  return error.originals.find((original) => original instanceof UserRefusal) ?? error.originals[0] ?? error;
}
