import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { prepareAccount } from "./prepare-account.ts";

// ngrok's answers, ready as they are: what makes them is not what is measured. A process of its own.
const account = await prepareAccount(Number(process.env.SESSIONS));
const server = createServer((request, response) => {
  const body = account.answers.get(request.url ?? "");
  const isKnown = request.headers.authorization === `Bearer ${account.apiKey}`;
  if (body === undefined || !isKnown) return response.writeHead(isKnown ? 404 : 403).end("{}");
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
  response.end(body);
});
// Whoever is measured meets no connection that is just being closed.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  account.serveAt(`http://127.0.0.1:${port}`);
  const { apiKey, ids } = account;
  process.stdout.write(`${JSON.stringify({ msg: "ready", url: `http://127.0.0.1:${port}`, apiKey, ids })}\n`);
});
process.once("SIGTERM", () => process.exit(0));
