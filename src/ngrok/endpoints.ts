import { z } from "zod";
import type { CallOptions, Http } from "./http.ts";
import { defineList, listPages } from "./paging.ts";

/** A URL that ngrok serves, and the session behind it; `sessionId` is null for cloud endpoints. */
export const Endpoint = z
  .object({
    id: z.string(),
    url: z.string().nullish(),
    public_url: z.string().nullish(),
    proto: z.string().nullish(),
    type: z.string().nullish(),
    name: z.string().nullish(),
    region: z.string().nullish(),
    upstream_url: z.string().nullish(),
    pooling_enabled: z.boolean().nullish(),
    bindings: z.array(z.string()).nullish(),
    tunnel_session: z.object({ id: z.string() }).nullish(),
    created_at: z.iso.datetime({ offset: true }).nullish(),
  })
  .transform((wire) => ({
    id: wire.id,
    url: wire.url || wire.public_url || "",
    proto: wire.proto ?? "",
    type: wire.type ?? "",
    name: wire.name ?? "",
    region: wire.region ?? "",
    upstreamUrl: wire.upstream_url ?? "",
    pooled: wire.pooling_enabled ?? false,
    bindings: wire.bindings ?? [],
    sessionId: wire.tunnel_session?.id ?? null,
  }));
export type Endpoint = z.output<typeof Endpoint>;

const endpoints = defineList({ path: "/endpoints", key: "endpoints", entry: Endpoint });

/** Cannot be narrowed to one session by ngrok: list and group. */
export function createEndpoints(http: Http) {
  return { list: (options?: CallOptions) => listPages(http, endpoints, options) };
}
