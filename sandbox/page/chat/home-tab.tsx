import { Blocks } from "../blocks/blocks.tsx";
import { useOne } from "../live/live-provider.tsx";

/** The bot's Home tab. */
export function HomeTab() {
  const home = useOne("home", "home");
  if (!home) return <p>The bot has not drawn its Home yet.</p>;
  return <Blocks blocks={home.blocks} surface={{ kind: "view", viewId: home.id }} />;
}
