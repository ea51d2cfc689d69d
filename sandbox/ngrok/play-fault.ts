import type { Exchange } from "./exchange.ts";
import type { Fault } from "./faults.ts";
import { commandRefusals, requestRefusals } from "./refusals.ts";
import type { Refusal, Reply } from "./reply.ts";

const hugeBytes = 32 * 1024 * 1024;

export interface FaultContext {
  exchange: Exchange;
  /** The request's target as it stands on the wire. */
  target: string;
  /** Carries the request out. At most once. */
  execute(): Reply;
  refuse(refusal: Refusal): Reply;
}

/** Answers a request as `fault` wants it. */
export async function playFault(fault: Fault, context: FaultContext): Promise<void> {
  const { exchange, execute, refuse } = context;
  exchange.call.fault = fault.action;
  if ("executed" in fault && fault.executed) execute();
  switch (fault.action) {
    case "status":
      return exchange.send(statusReply(fault));
    case "html-502":
      return exchange.send(html502());
    case "hang":
      return exchange.hang();
    case "drop-before":
      return exchange.drop();
    case "drop-after":
      execute();
      return exchange.drop();
    case "slow":
      return playSlow(fault, context);
    case "810-executed":
      execute();
      return exchange.send(refuse(commandRefusals.networkError()));
    case "810-not-executed":
      return exchange.send(refuse(commandRefusals.networkError()));
    case "429": {
      const reply = refuse(requestRefusals.tooManyPerMinute(120));
      const { retryAfterSeconds: seconds } = fault;
      return exchange.send(
        seconds === undefined ? reply : { ...reply, headers: { "retry-after": `${seconds}` } },
      );
    }
    case "truncate":
      return exchange.sendHalf(execute());
    case "huge":
      return exchange.sendPadded(execute(), fault.bytes ?? hugeBytes);
    case "redirect":
      return exchange.send({ status: 307, headers: { location: fault.to ?? foreign(context) } });
    case "foreign-next-page":
      return exchange.send(withNextPage(execute(), fault.to ?? foreign(context)));
    case "page-loop":
      return exchange.send(withNextPage(execute(), `${exchange.origin}${context.target}`));
  }
}

async function playSlow(
  fault: Extract<Fault, { action: "slow" }>,
  { exchange, execute }: FaultContext,
): Promise<void> {
  if (fault.wait === "after") return exchange.send({ ...execute(), afterMs: fault.ms });
  await exchange.pause(fault.ms);
  return exchange.send(execute());
}

function statusReply(fault: Extract<Fault, { action: "status" }>): Reply {
  return {
    status: fault.status,
    ...(fault.body === undefined ? {} : { body: fault.body }),
    ...(fault.headers === undefined ? {} : { headers: fault.headers }),
  };
}

function html502(): Reply {
  return {
    status: 502,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>",
  };
}

/** Another origin that still ends at this server, so that a key sent there is seen and goes nowhere. */
function foreign({ exchange, target }: FaultContext): string {
  return `${exchange.origin.replace("127.0.0.1", "localhost")}${target}`;
}

function withNextPage(reply: Reply, uri: string): Reply {
  if (typeof reply.body !== "object" || reply.body === null || !("next_page_uri" in reply.body)) return reply;
  return { ...reply, body: { ...reply.body, next_page_uri: uri } };
}
