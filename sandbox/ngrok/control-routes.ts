import { z } from "zod";
import type { Agent } from "./agent.ts";
import { agentOptionsSchema, behaviourChangesSchema } from "./agent-options.ts";
import type { ControlDeps } from "./control.ts";
import { faultSchema } from "./faults.ts";

export interface ControlRoute {
  method: "GET" | "POST" | "DELETE";
  /** Behind `/_control`; its group is the parameter. */
  path: RegExp;
  run(request: { parameter: string; query: unknown; body: unknown }): unknown;
}

const nothing = z.strictObject({});
const callsQuery = z.strictObject({ after: z.coerce.number().int().min(0).optional() });

export function createControlRoutes(deps: ControlDeps): ControlRoute[] {
  return [...stateRoutes(deps), ...agentRoutes(deps), ...faultRoutes(deps)];
}

function stateRoutes({ agents, ingresses, faults, calls, timers, flight }: ControlDeps): ControlRoute[] {
  return [
    {
      method: "GET",
      path: /^\/state$/,
      run: ({ query }) => {
        nothing.parse(query);
        return {
          now: timers.now(),
          inFlight: flight.inFlight,
          lastCall: calls.list.at(-1)?.number ?? 0,
          agents: agents.all().map(describe),
          ingresses: ingresses.all(),
          faults: faults.list(),
        };
      },
    },
    {
      method: "GET",
      path: /^\/calls$/,
      run: ({ query }) => {
        const { after = 0 } = callsQuery.parse(query);
        return { calls: calls.list.filter((call) => call.number > after) };
      },
    },
    {
      method: "POST",
      path: /^\/ingresses\/([^/]+)\/delegate$/,
      run: ({ parameter, body }) => {
        nothing.parse(body);
        ingresses.delegate(parameter);
      },
    },
  ];
}

function agentRoutes({ agents }: ControlDeps): ControlRoute[] {
  return [
    {
      method: "POST",
      path: /^\/agents$/,
      run: ({ body }) => describe(agents.add(agentOptionsSchema.parse(body))),
    },
    {
      method: "DELETE",
      path: /^\/agents\/([^/]+)$/,
      run: ({ parameter }) => agents.remove(parameter),
    },
    {
      method: "POST",
      path: /^\/agents\/([^/]+)\/behaviour$/,
      run: ({ parameter, body }) =>
        describe(agents.setBehaviour(parameter, behaviourChangesSchema.parse(body))),
    },
    {
      method: "POST",
      path: /^\/agents\/([^/]+)\/disconnect$/,
      run: ({ parameter, body }) => {
        nothing.parse(body);
        return describe(agents.disconnect(parameter));
      },
    },
    {
      method: "POST",
      path: /^\/agents\/([^/]+)\/reconnect$/,
      run: ({ parameter, body }) => {
        nothing.parse(body);
        return describe(agents.reconnect(parameter));
      },
    },
    {
      method: "POST",
      path: /^\/agents\/([^/]+)\/upgrade$/,
      run: ({ parameter, body }) => {
        const { version } = z.strictObject({ version: z.string().min(1) }).parse(body);
        return describe(agents.upgradeByHand(parameter, version));
      },
    },
  ];
}

function faultRoutes({ faults }: ControlDeps): ControlRoute[] {
  return [
    { method: "POST", path: /^\/faults$/, run: ({ body }) => faults.add(faultSchema.parse(body)) },
    { method: "DELETE", path: /^\/faults$/, run: () => ({ cleared: faults.clear() }) },
    {
      method: "DELETE",
      path: /^\/faults\/(\d+)$/,
      run: ({ parameter }) => ({ cleared: faults.clear(Number(parameter)) }),
    },
  ];
}

/** An agent as it may be shown: without what it plans. */
function describe({ pending, configured, ...agent }: Agent): object {
  return agent;
}
