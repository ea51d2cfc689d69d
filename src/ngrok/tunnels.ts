import { z } from "zod";
import type { CallOptions, Http } from "./http.ts";
import { defineList, listPages } from "./paging.ts";

/** A tunnel; the deprecated list is read because it alone shows labelled ones, whose `url` is empty. */
export const Tunnel = z
  .object({
    id: z.string(),
    public_url: z.string().nullish(),
    proto: z.string().nullish(),
    region: z.string().nullish(),
    forwards_to: z.string().nullish(),
    labels: z.record(z.string(), z.string()).nullish(),
    tunnel_session: z.object({ id: z.string() }).nullish(),
  })
  .transform((wire) => ({
    id: wire.id,
    url: wire.public_url ?? "",
    proto: wire.proto ?? "",
    region: wire.region ?? "",
    forwardsTo: wire.forwards_to ?? "",
    labels: wire.labels ?? {},
    sessionId: wire.tunnel_session?.id ?? null,
  }));
export type Tunnel = z.output<typeof Tunnel>;

const tunnels = defineList({ path: "/tunnels", key: "tunnels", entry: Tunnel });

/** The list is deprecated by ngrok in favour of endpoints. */
export function createTunnels(http: Http) {
  return { list: (options?: CallOptions) => listPages(http, tunnels, options) };
}
