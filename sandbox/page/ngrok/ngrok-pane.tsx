import { useAll } from "../live/live-provider.tsx";

/** The account that the bot works on. */
export function NgrokPane() {
  const agents = useAll("agent");
  return (
    <ul>
      {agents.map((agent) => (
        <li key={agent.name}>
          {agent.name} {agent.state} {agent.version} {agent.session?.id}
        </li>
      ))}
    </ul>
  );
}
