import { useEffect } from "react";
import { useAll, useOne } from "../live/live-provider.tsx";

/** The tab tells whose page it is, and what waits for him. */
export function useTitle(): void {
  const me = useOne("me", "me");
  const mine = useAll("person").find(({ id }) => id === me?.userId);
  const name = mine?.realName.split(" ")[0];
  const unread = mine?.unread ?? 0;
  useEffect(() => {
    const whose = name ? `${name} · ` : "";
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${whose}ngrok-chatops sandbox`;
  }, [name, unread]);
}
