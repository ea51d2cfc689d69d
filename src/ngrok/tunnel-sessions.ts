import { z } from "zod";
import type { CallOptions, Http } from "./http.ts";
import { defineList, listPages } from "./paging.ts";
import { path } from "./path.ts";

/** An agent's connection to ngrok. `agentVersion` is the library's version where an SDK made it. */
export const TunnelSession = z
  .object({
    id: z.string(),
    agent_version: z.string().nullish(),
    credential: z.object({ id: z.string() }).nullish(),
    ip: z.string().nullish(),
    metadata: z.string().nullish(),
    os: z.string().nullish(),
    region: z.string().nullish(),
    started_at: z.iso.datetime({ offset: true }),
    transport: z.string().nullish(),
  })
  .transform((wire) => ({
    id: wire.id,
    agentVersion: wire.agent_version ?? "",
    credentialId: wire.credential?.id ?? null,
    ip: wire.ip ?? "",
    metadata: wire.metadata ?? "",
    os: wire.os ?? "",
    region: wire.region ?? "",
    startedAt: new Date(wire.started_at),
    transport: wire.transport ?? "",
  }));
export type TunnelSession = z.output<typeof TunnelSession>;

const sessions = defineList({ path: "/tunnel_sessions", key: "tunnel_sessions", entry: TunnelSession });

/** ngrok lists online sessions only; the id of one that is gone answers 404, without an error code. */
export function createTunnelSessions(http: Http) {
  const command = (commandPath: string, options?: CallOptions) =>
    http.command({ method: "POST", path: commandPath, body: {} }, options);
  return {
    list: (options?: CallOptions) => listPages(http, sessions, options),
    get: async (sessionId: string, options?: CallOptions) =>
      http.json(TunnelSession, { method: "GET", path: path`/tunnel_sessions/${sessionId}` }, options),
    /** Accepted means started: the agent runs the new version from its next restart, 10 s later at the earliest. */
    update: async (sessionId: string, options?: CallOptions) =>
      command(path`/tunnel_sessions/${sessionId}/update`, options),
    /** The agent comes back with a new id that nothing links to this one. */
    restart: async (sessionId: string, options?: CallOptions) =>
      command(path`/tunnel_sessions/${sessionId}/restart`, options),
    stop: async (sessionId: string, options?: CallOptions) =>
      command(path`/tunnel_sessions/${sessionId}/stop`, options),
  };
}
