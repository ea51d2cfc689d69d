import { z } from "zod";

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
