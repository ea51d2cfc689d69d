import { Agent, request } from "undici";
import { CONNECTIONS, measureClient, measuredEnvironment } from "../ngrok-client/measure-client.ts";

// The least that reads ngrok's API: no validation, no time limit, no retry, no budget.
interface Session {
  id: string;
}

const { url, apiKey } = measuredEnvironment();
const dispatcher = new Agent({ connections: CONNECTIONS, allowH2: false });
const headers = { authorization: `Bearer ${apiKey}`, "ngrok-version": "2", accept: "application/json" };

async function read<Answer>(address: string): Promise<Answer> {
  const { statusCode, body } = await request(address, { dispatcher, headers });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${address} answered ${statusCode}`);
  return JSON.parse(text) as Answer;
}

await measureClient({
  list: async () => {
    const sessions: Session[] = [];
    let next: string | null = `${url}/tunnel_sessions?limit=100`;
    while (next !== null) {
      const page: { tunnel_sessions: Session[]; next_page_uri: string | null } = await read(next);
      sessions.push(...page.tunnel_sessions);
      next = page.next_page_uri;
    }
    return sessions;
  },
  get: (sessionId) => read<Session>(`${url}/tunnel_sessions/${sessionId}`),
});
