import { setTimeout as sleep } from "node:timers/promises";
import type { CampaignDatabase } from "./database.ts";

/** Waits until everything is at its end and shown, so long at most; what is left then, the checks find. */
export async function settle(database: CampaignDatabase, limitMs: number): Promise<void> {
  const untilMs = performance.now() + limitMs;
  while (performance.now() < untilMs) {
    if ((await database.unsettled()) === 0) return;
    await sleep(500);
  }
}
