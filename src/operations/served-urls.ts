import type { Endpoint } from "../ngrok/endpoints.ts";
import type { Tunnel } from "../ngrok/tunnels.ts";
import type { ServedUrl } from "./target.ts";

const LABEL = "label: ";

/**
 * What goes down with a session, each URL once, in the order of the lists. A labelled tunnel, which has
 * no URL, stands as `label: key=value`. A URL survives when another session serves it too and both pool;
 * equal labels always share their traffic. `endpoints` and `tunnels` are the whole account's.
 */
export function servedUrls(
  sessionId: string,
  endpoints: readonly Endpoint[],
  tunnels: readonly Tunnel[],
): ServedUrl[] {
  const served = new Map<string, boolean>();
  const add = (url: string, survives: boolean) => {
    if (url !== "") served.set(url, (served.get(url) ?? false) || survives);
  };

  for (const endpoint of endpoints) {
    if (endpoint.sessionId === sessionId) add(endpoint.url, isShared(endpoint, endpoints));
  }
  for (const tunnel of tunnels) {
    if (tunnel.sessionId !== sessionId) continue;
    const labels = labelText(tunnel);
    if (tunnel.url !== "") add(tunnel.url, false);
    else add(labels, isLabelShared(labels, sessionId, tunnels));
  }
  return [...served].map(([url, survives]) => ({ url, survives }));
}

function isShared(own: Endpoint, endpoints: readonly Endpoint[]): boolean {
  return endpoints.some(
    (other) =>
      other.url === own.url &&
      other.sessionId !== null &&
      other.sessionId !== own.sessionId &&
      other.pooled &&
      own.pooled,
  );
}

function isLabelShared(labels: string, sessionId: string, tunnels: readonly Tunnel[]): boolean {
  return tunnels.some(
    (other) =>
      other.url === "" &&
      other.sessionId !== null &&
      other.sessionId !== sessionId &&
      labelText(other) === labels,
  );
}

/** How a labelled tunnel stands among URLs; empty where it has no label. */
export function labelText(tunnel: Tunnel): string {
  const pairs = Object.entries(tunnel.labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? "" : `${LABEL}${pairs.sort().join(", ")}`;
}

/** Whether it is no URL, but what a labelled tunnel stands as. */
export function isLabel(url: string): boolean {
  return url.startsWith(LABEL);
}
