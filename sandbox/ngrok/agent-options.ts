import { z } from "zod";

/** How an agent behaves. May be changed while it runs; a field that is left out stays as it is. */
const behaviourSchema = z.strictObject({
  /** 809 with this text. */
  refuseUpdate: z.string().nullable(),
  /** 806, as an agent whose configuration disables update checks. */
  updatesDisabled: z.boolean(),
  /** 804 with this reason. Windows has one of its own. */
  refuseRestart: z.string().nullable(),
  /** 808 with this text. */
  failRestart: z.string().nullable(),
  /** 805 with this reason. */
  refuseStop: z.string().nullable(),
  /** 807 with this text. */
  failStop: z.string().nullable(),
  /** Answers 204, and nothing happens. */
  ignoreRestart: z.boolean(),
  ignoreStop: z.boolean(),
  /** Does what it was told; ngrok answers 810 all the same. */
  answer810: z.boolean(),
  /** ngrok's answer to a command leaves this much after the agent has obeyed. */
  answerAfterMs: z.number().min(0),
  updateTakesMs: z.number().min(0),
  /** From an accepted restart or stop until the session is gone. */
  leaveAfterMs: z.number().min(0),
  /** From the session's end until the new one. Null: three to six seconds, always the same for one name. */
  returnAfterMs: z.number().min(0).nullable(),
  neverReturn: z.boolean(),
  comeBackUnchanged: z.boolean(),
  comeBackWithoutEndpoints: z.boolean(),
  comeBackFromIp: z.string().nullable(),
  /** A second process of equal identity starts as well; only pooled endpoints are served by both. */
  returnTwice: z.boolean(),
  /** A service manager starts it again after a stop. */
  returnAfterStop: z.boolean(),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

export const behaviourChangesSchema = behaviourSchema.partial();
export type BehaviourChanges = z.infer<typeof behaviourChangesSchema>;

export const defaultBehaviour: Behaviour = {
  refuseUpdate: null,
  updatesDisabled: false,
  refuseRestart: null,
  failRestart: null,
  refuseStop: null,
  failStop: null,
  ignoreRestart: false,
  ignoreStop: false,
  answer810: false,
  answerAfterMs: 0,
  updateTakesMs: 6_000,
  leaveAfterMs: 300,
  returnAfterMs: null,
  neverReturn: false,
  comeBackUnchanged: false,
  comeBackWithoutEndpoints: false,
  comeBackFromIp: null,
  returnTwice: false,
  returnAfterStop: false,
};

const endpointSchema = z.strictObject({
  url: z.url(),
  pooled: z.boolean().optional(),
  /** The name of the tunnel in the agent's configuration. */
  name: z.string().optional(),
  upstreamUrl: z.string().optional(),
});

export const agentOptionsSchema = z.strictObject({
  /** What the sandbox calls it; ngrok never hears this name. */
  name: z.string().min(1),
  kind: z.enum(["agent", "ssh", "sdk"]).optional(),
  os: z.string().optional(),
  transport: z.string().optional(),
  credentialId: z.string().optional(),
  /** Null: none, and then the field is absent. Default: `{"name": name}`. */
  metadata: z.string().nullable().optional(),
  ip: z.string().optional(),
  region: z.string().optional(),
  version: z.string().optional(),
  startedAgoMs: z.number().min(0).optional(),
  endpoints: z.array(endpointSchema).optional(),
  /** Labelled tunnels: only `/tunnels` shows them, without a URL. */
  labelled: z.array(z.record(z.string(), z.string())).optional(),
  behaviour: behaviourChangesSchema.optional(),
});
export type AgentOptions = z.infer<typeof agentOptionsSchema>;

/** Applies what is given and leaves the rest. */
export function changeBehaviour(behaviour: Behaviour, changes: BehaviourChanges): void {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  Object.assign(behaviour, Object.fromEntries(given));
}
