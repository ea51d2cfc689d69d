import { startNgrokAccount } from "../../sandbox/ngrok/ngrok-account.ts";
import { addAgents } from "../../sandbox/ngrok/seed-fleet.ts";
import { systemClock } from "../../src/clock.ts";

interface Page {
  tunnel_sessions: { id: string }[];
  next_page_uri: string | null;
}

export interface PreparedAccount {
  apiKey: string;
  ids: string[];
  /** By path and query. */
  answers: Map<string, Buffer>;
  /** From then on the answers name this as their origin. */
  serveAt(origin: string): void;
}

const UNLIMITED = { perMinute: Number.POSITIVE_INFINITY, simultaneous: Number.POSITIVE_INFINITY };

/** What the sandbox's ngrok answers of so many sessions: each page of the list, and each session by itself. */
export async function prepareAccount(sessions: number): Promise<PreparedAccount> {
  const account = await startNgrokAccount({ clock: systemClock, limits: UNLIMITED });
  const { url, apiKey } = account;
  addAgents(account, sessions);
  const texts = new Map<string, string>();
  const ids: string[] = [];
  const headers = { authorization: `Bearer ${apiKey}`, "ngrok-version": "2" };
  let next: string | null = "/tunnel_sessions?limit=100";
  while (next !== null) {
    const text: string = await (await fetch(url + next, { headers })).text();
    texts.set(next, text);
    const page: Page = JSON.parse(text);
    for (const session of page.tunnel_sessions) {
      ids.push(session.id);
      texts.set(`/tunnel_sessions/${session.id}`, JSON.stringify(session));
    }
    next = page.next_page_uri?.slice(url.length) ?? null;
  }
  await account.stop();
  const answers = new Map<string, Buffer>();
  const serveAt = (origin: string) => {
    for (const [path, text] of texts) answers.set(path, Buffer.from(text.replaceAll(url, origin)));
  };
  return { apiKey, ids, answers, serveAt };
}
