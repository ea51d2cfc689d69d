import { createRequire } from "node:module";
import { type MeasuredClient, measureClient, measuredEnvironment } from "../ngrok-client/measure-client.ts";

// Required, not imported, so that the types are checked without what only `npm run bench` installs.
const { Ngrok } = createRequire(import.meta.url)("@ngrok/ngrok-api") as {
  Ngrok: new (options: { apiToken: string; baseUrl: string }) => { tunnelSessions: MeasuredClient };
};

// It takes neither a dispatcher nor a number of connections: it has as many as there are gets at once.
const { url, apiKey } = measuredEnvironment();
const { tunnelSessions } = new Ngrok({ apiToken: apiKey, baseUrl: url });
await measureClient({
  list: () => tunnelSessions.list(),
  get: (sessionId) => tunnelSessions.get(sessionId),
});
