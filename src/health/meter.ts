import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from "prom-client";
import type { HeardInteraction } from "../handlers/track-acks.ts";
import type { HeardNgrokCall } from "../ngrok/hear-call.ts";
import type { HeardSlackCall } from "../slack/hear-calls.ts";
import type { StoreTrouble } from "../store/store-error.ts";
import type { Transition } from "./operation-watch.ts";

const PREFIX = "ngrok_chatops_";
const CALL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
// Slack gives 3 s.
const ACK_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const SHOWN_SECONDS = [0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
// From a call to a request that waits for days.
const STATE_SECONDS = [1, 5, 15, 30, 60, 300, 900, 3600, 14_400, 86_400, 604_800];

/** What happens in this process, counted as it happens. Labels are of short lists: no id and no name is one. */
export function createMeter(registry: Registry) {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: PREFIX + name, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets: number[],
  ) => new Histogram({ name: PREFIX + name, help, labelNames, buckets, registers });

  collectDefaultMetrics({ register: registry });
  const slackCalls = counter("slack_calls_total", "Calls to Slack", ["method", "result"]);
  const slackSeconds = histogram("slack_call_seconds", "Until Slack's answer", ["method"], CALL_SECONDS);
  const ngrokCalls = counter("ngrok_requests_total", "Requests sent to ngrok's API", ["call", "result"]);
  const ngrokSeconds = histogram("ngrok_request_seconds", "Until ngrok's answer", ["call"], CALL_SECONDS);
  const interactions = counter(
    "interactions_total",
    "Commands, clicks, forms, searches and events that Slack sent",
    ["kind", "result"],
  );
  const ackSeconds = histogram(
    "interaction_ack_seconds",
    "From Slack's payload to the ack, for which Slack waits 3 s",
    ["kind"],
    ACK_SECONDS,
  );
  const entered = counter("operation_transitions_total", "States that operations came into", [
    "kind",
    "state",
  ]);
  const stateSeconds = histogram(
    "operation_state_seconds",
    "How long operations were in the state that they left",
    ["kind", "state"],
    STATE_SECONDS,
  );
  const shownSeconds = histogram(
    "card_shown_seconds",
    "From the record of a change until Slack shows it",
    [],
    SHOWN_SECONDS,
  );
  const lookupsFailed = counter("group_lookup_failures_total", "Failed lookups of groups and people", []);
  const databaseFailed = counter("database_failures_total", "Failed calls to the database", ["trouble"]);

  return {
    slackCall: ({ method, result, durationMs }: HeardSlackCall) => {
      slackCalls.inc({ method, result });
      slackSeconds.observe({ method }, durationMs / 1000);
    },
    ngrokCall: ({ call, result, durationMs }: HeardNgrokCall) => {
      ngrokCalls.inc({ call, result });
      ngrokSeconds.observe({ call }, durationMs / 1000);
    },
    interaction: ({ kind, result, ackMs }: HeardInteraction) => {
      interactions.inc({ kind, result });
      if (ackMs !== null) ackSeconds.observe({ kind }, ackMs / 1000);
    },
    transition: ({ kind, from, to, inStateMs }: Transition) => {
      entered.inc({ kind, state: to });
      if (from !== null && inStateMs !== null) stateSeconds.observe({ kind, state: from }, inStateMs / 1000);
    },
    shown: (lagMs: number) => shownSeconds.observe(lagMs / 1000),
    groupLookupFailed: () => lookupsFailed.inc(),
    databaseFailed: (trouble: StoreTrouble) => databaseFailed.inc({ trouble }),
  };
}

/** What is so at the instant of a scrape. */
export function createGauges(registry: Registry, version: string) {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name: PREFIX + name, help, labelNames, registers: [registry] });
  gauge("build_info", "Always 1; the label says which version runs", ["version"]).set({ version }, 1);
  return {
    operations: gauge("operations", "Operations that are unfinished or need a person", ["kind", "state"]),
    oldest: gauge("operation_oldest_seconds", "How long the one that is longest in its state is in it", [
      "kind",
      "state",
    ]),
    cardsBehind: gauge("cards_behind", "Operations of which Slack does not show the latest version", []),
    cardLag: gauge("card_lag_seconds", "How long the oldest change waits that Slack does not show yet", []),
    requestsLeft: gauge("ngrok_requests_left", "Requests that the bot may still send to ngrok just now", []),
    sockets: gauge("slack_sockets", "Open sockets to Slack; two when all is well", []),
    databaseUp: gauge("database_up", "Whether the database can be used, as far as the last calls tell", []),
  };
}

export type Gauges = ReturnType<typeof createGauges>;
