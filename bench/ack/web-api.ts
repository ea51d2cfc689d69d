import { createServer, type Server } from "node:http";

export const ids = {
  team: "T0BENCH001",
  app: "A0BENCH001",
  bot: "B0BENCH001",
  botUser: "U0BENCHBOT",
  person: "U0ADMIN001",
  channel: "C0FLEET001",
} as const;

const SCOPES =
  "commands,chat:write,channels:read,channels:history,groups:read,groups:history,im:read,im:history,users:read,usergroups:read";

/** What a bot asks Slack for while people only type commands. */
const answers: Record<string, (socketUrl: string) => object> = {
  "/api/apps.connections.open": (url) => ({ url }),
  "/api/auth.test": () => ({
    url: "https://bench.slack.com/",
    team: "Bench",
    team_id: ids.team,
    user: "ngrok",
    user_id: ids.botUser,
    bot_id: ids.bot,
  }),
  "/api/users.info": () => ({
    user: { id: ids.person, team_id: ids.team, deleted: false, is_bot: false, is_restricted: false },
  }),
  "/api/conversations.info": () => ({ channel: { id: ids.channel, is_member: true, is_archived: false } }),
};

/** Slack's Web API, without its checks and limits: those cost time in which no ack could be heard. */
export function createWebApi(socketUrl: () => string): {
  server: Server;
  /** How often a `response_url` was answered to. */
  responses(): number;
  /** What was asked for and is not there. */
  unknown: Set<string>;
} {
  let responses = 0;
  const unknown = new Set<string>();
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      const { url = "" } = request;
      if (url.startsWith("/response/")) {
        responses += 1;
        return void response.end("ok");
      }
      const answer = answers[url.split("?")[0] ?? ""];
      if (!answer) unknown.add(url);
      response.setHeader("content-type", "application/json");
      response.setHeader("x-oauth-scopes", SCOPES);
      response.end(
        JSON.stringify(
          answer ? { ok: true, ...answer(socketUrl()) } : { ok: false, error: "unknown_method" },
        ),
      );
    });
  });
  return { server, responses: () => responses, unknown };
}
