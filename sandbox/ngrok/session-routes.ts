import type { Agent, Session } from "./agent.ts";
import { type CommandName, runCommand } from "./agent-commands.ts";
import type { Agents } from "./agents.ts";
import type { Route } from "./api-request.ts";
import { page, pageQuery } from "./paging.ts";
import { requestRefusals } from "./refusals.ts";
import { wireTime } from "./reply.ts";

const path = "/tunnel_sessions";
const prefix = "ts_";

export function createSessionRoutes(agents: Agents): Route[] {
  const found = (sessionId: string) => {
    const agent = agents.ofSession(sessionId);
    if (!agent?.session) throw requestRefusals.notFound();
    return { agent, session: agent.session };
  };

  const command = (name: CommandName): Route => ({
    method: "POST",
    path: `${path}/:id/${name}`,
    prefix,
    query: [],
    fields: ["id"],
    handle: ({ id, call }) => {
      call.sessionId = id;
      const { agent } = found(id);
      call.agent = agent.name;
      return runCommand(name, agent, agents.context, (effect) => {
        call.effect = effect;
      });
    },
  });

  return [
    {
      method: "GET",
      path,
      prefix,
      // `filter` is left out: not every account has it, so the client must do without.
      query: pageQuery,
      handle: (request) =>
        page(request, {
          key: "tunnel_sessions",
          path,
          prefix,
          items: agents.all().flatMap((agent) => {
            const { session } = agent;
            return session ? [{ id: session.id, wire: wire(agent, session, request.origin) }] : [];
          }),
        }),
    },
    {
      method: "GET",
      path: `${path}/:id`,
      prefix,
      query: [],
      handle: ({ id, origin }) => {
        const { agent, session } = found(id);
        return { status: 200, body: wire(agent, session, origin) };
      },
    },
    command("update"),
    command("restart"),
    command("stop"),
  ];
}

function wire(agent: Agent, session: Session, origin: string): object {
  return {
    agent_version: agent.version,
    credential: {
      id: agent.credentialId,
      uri: `${origin}/${agent.kind === "ssh" ? "ssh_credentials" : "credentials"}/${agent.credentialId}`,
    },
    id: session.id,
    ip: agent.ip,
    ...(agent.metadata === null ? {} : { metadata: agent.metadata }),
    os: agent.os,
    region: agent.region,
    started_at: wireTime(session.startedAt),
    transport: agent.transport,
    uri: `${origin}${path}/${session.id}`,
  };
}
