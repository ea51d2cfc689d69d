import { sleep } from "../clock.ts";
import type { HandlerDeps } from "./deps.ts";

const TRIES = 10;
const PAUSE_MS = 300;

/** The link to a card, which another part posts a moment after its operation is recorded; null after 3 s. */
export async function awaitCardLink(deps: HandlerDeps, operationId: string): Promise<string | null> {
  for (let tries = 1; tries < TRIES; tries += 1) {
    const link = await deps.operations.cardLink(operationId);
    if (link !== null) return link;
    await sleep(deps.clock, PAUSE_MS);
  }
  return deps.operations.cardLink(operationId);
}
