import { readFileSync } from "node:fs";
import type { Logger } from "pino";
import { Registry } from "prom-client";
import type { Clock } from "../clock.ts";
import type { Health, HealthHooks } from "./health.ts";
import { createHealthServer, type Page, type Pages } from "./health-server.ts";
import { createGauges, createMeter } from "./meter.ts";
import { createOperationWatch } from "./operation-watch.ts";
import { createSnapshot } from "./snapshot.ts";
import { createVitals, type Vitals } from "./vitals.ts";
import { watchStore } from "./watch-store.ts";

/**
 * `/healthz`, `/readyz` and `/metrics` on a port of its own. Each bot has its own registry; what cannot be measured is
 * left out, and never keeps the bot from its work.
 */
export function createHealth(deps: {
  host: string;
  port: number;
  clock: Clock;
  logger: Logger;
  /** Aborted as soon as the bot stops. */
  signal: AbortSignal;
}): Health {
  const registry = new Registry();
  const meter = createMeter(registry);
  const gauges = createGauges(registry, ownVersion());
  const vitals = createVitals(deps);
  const snapshot = createSnapshot({ ...deps, gauges, vitals });
  const watch = createOperationWatch(meter);
  const server = createHealthServer({ ...deps, pages: pagesOf(registry, vitals, snapshot.take) });
  return {
    hooks: harmless({ ...meter, turned: vitals.turned, shown: watch.shown }, deps.logger),
    start: () => void server.start(),
    watchStore: (store) => {
      vitals.databaseAnswered();
      const watched = watchStore(store, watch, {
        claimed: vitals.databaseAnswered,
        wrote: vitals.databaseWritten,
        failed: (trouble) => {
          vitals.databaseFailed(trouble);
          meter.databaseFailed(trouble);
        },
      });
      snapshot.watchStore(watched);
      return watched;
    },
    watchSockets: vitals.watchSockets,
    watchBudget: snapshot.watchBudget,
    close: server.close,
  };
}

function pagesOf(registry: Registry, vitals: Vitals, snapshot: () => Promise<void>): Pages {
  return {
    "/healthz": async () => wellness(vitals.illnesses()),
    "/readyz": async () => wellness(vitals.hindrances()),
    "/metrics": async () => {
      await snapshot();
      return { status: 200, type: registry.contentType, body: await registry.metrics() };
    },
  };
}

function wellness(problems: readonly string[]): Page {
  const isWell = problems.length === 0;
  return {
    status: isWell ? 200 : 503,
    type: "application/json; charset=utf-8",
    body: `${JSON.stringify({ program: "ngrok-chatops", isWell, problems })}\n`,
  };
}

/** A figure that cannot be taken is lost; what it was to be taken of goes on. */
function harmless(hooks: HealthHooks, logger: Logger): HealthHooks {
  const guarded = Object.entries(hooks).map(([name, hook]) => [
    name,
    (...given: unknown[]) => {
      try {
        (hook as (...all: unknown[]) => void)(...given);
      } catch (error) {
        logger.debug({ err: error, hook: name }, "Figure could not be taken");
      }
    },
  ]);
  return Object.fromEntries(guarded) as HealthHooks;
}

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return String(version);
}
