import type { Config } from "../config.ts";
import { type Check, failed, ok } from "./check.ts";

const OLDEST_NODE = 24;

export function checkNode(version: string): Check {
  return {
    name: "Node",
    run: async () => {
      if (Number.parseInt(version, 10) >= OLDEST_NODE) return ok(version);
      return failed(`this is Node ${version}`, `Install Node ${OLDEST_NODE} or newer.`);
    },
  };
}

/** Which way calls go; whether it leads anywhere, those that use it tell. */
export function checkProxy(proxy: Config["proxy"]): Check {
  const way = proxy === null ? "directly" : `through ${new URL(proxy.url).host}`;
  return { name: "proxy", run: async () => ok(`Slack and ngrok are reached ${way}`) };
}

/** What no API tells, so that nobody takes silence for an answer. */
export const checkUnasked: Check = {
  name: "Home, /ngrok",
  run: async () => ({
    verdict: "unchecked",
    found:
      "as Slack tells nobody whether the command, Home and its event are as in manifest.yml; try each once",
  }),
};
