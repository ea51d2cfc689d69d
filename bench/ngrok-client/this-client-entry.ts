import { systemClock } from "../../src/clock.ts";
import { createNgrokClient } from "../../src/ngrok/client.ts";
import { createRequestBudget } from "../../src/ngrok/request-budget.ts";
import type { TunnelSession } from "../../src/ngrok/tunnel-sessions.ts";
import { measureClient, measuredEnvironment } from "./measure-client.ts";

// As the bot makes it, but for the budget: that of ngrok would take more than an hour and a half.
const UNLIMITED_PER_MINUTE = 1_000_000;

const { url, apiKey } = measuredEnvironment();
const ngrok = createNgrokClient({
  baseUrl: url,
  apiKey,
  clock: systemClock,
  budget: createRequestBudget({ clock: systemClock, perMinute: UNLIMITED_PER_MINUTE }),
  mayChange: async () => false,
});
await measureClient({
  list: async () => {
    const sessions: TunnelSession[] = [];
    for await (const page of ngrok.sessions.list()) sessions.push(...page);
    return sessions;
  },
  get: (sessionId) => ngrok.sessions.get(sessionId),
});
