import type { Endpoint } from "../ngrok/endpoints.ts";
import type { Tunnel } from "../ngrok/tunnels.ts";
import { labelText, servedUrls } from "./served-urls.ts";
import type { ServedUrl } from "./target.ts";

/** `upstream` is empty, and `pooled` null, where ngrok does not tell. */
export interface ServedDetail extends ServedUrl {
  upstream: string;
  pooled: boolean | null;
}

/** `servedUrls` with where each leads. Both lists are the whole account's. */
export function servedDetails(
  sessionId: string,
  endpoints: readonly Endpoint[],
  tunnels: readonly Tunnel[],
): ServedDetail[] {
  const own = endpoints.filter((endpoint) => endpoint.sessionId === sessionId);
  const ownTunnels = tunnels.filter((tunnel) => tunnel.sessionId === sessionId);
  return servedUrls(sessionId, endpoints, tunnels).map((served) => {
    const endpoint = own.find((candidate) => candidate.url === served.url);
    const tunnel = ownTunnels.find((candidate) => (candidate.url || labelText(candidate)) === served.url);
    return {
      ...served,
      upstream: endpoint?.upstreamUrl || tunnel?.forwardsTo || "",
      pooled: endpoint?.pooled ?? null,
    };
  });
}
