import { Tabs } from "../design/tabs.tsx";
import { FaultsPane } from "../faults/faults-pane.tsx";
import { NgrokPane } from "../ngrok/ngrok-pane.tsx";
import { TrafficPane } from "../traffic/traffic-pane.tsx";
import type { ViewName } from "./view-bar.tsx";

const tabs = [
  { id: "ngrok", title: "ngrok account", content: <NgrokPane /> },
  { id: "traffic", title: "Traffic", content: <TrafficPane /> },
  { id: "faults", title: "Faults", content: <FaultsPane /> },
] as const;

export type SideName = Exclude<ViewName, "chat">;

/** The other side of the story. */
export function Side({ shown, onShow }: { shown: SideName; onShow: (side: SideName) => void }) {
  return (
    <Tabs
      label="Beside the chat"
      tabs={tabs}
      selected={shown}
      onSelect={(id) => {
        const side = tabs.find((tab) => tab.id === id);
        if (side) onShow(side.id);
      }}
    />
  );
}
