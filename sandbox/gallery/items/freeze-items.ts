import type { Freeze } from "../../../src/operations/freeze.ts";
import {
  freezeUsage,
  frozenAlreadyText,
  frozenAnnouncement,
  frozenLine,
  frozenMessage,
  frozenText,
  notAnnouncedText,
  notFrozenText,
  unfrozenAnnouncement,
  unfrozenMessage,
} from "../../../src/views/freeze-words.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { hostileText } from "../samples/an-agent-ingress.ts";
import { at } from "../samples/card-parts.ts";

export const aFreeze: Freeze = { by: "U0ADMIN", at: at(60), reason: "incident 4711" };

const view = "views/freeze-words.ts";

/** What is said of a freeze, to the channel and to whoever meets it. */
export function freezeItems(): GalleryItem[] {
  const group = "Freeze";
  const frozen = drawer(group, view, frozenMessage);
  return [
    frozen("frozen, for the channel", aFreeze),
    frozen("frozen without a reason", { ...aFreeze, reason: "" }),
    frozen("frozen for a hostile reason", { ...aFreeze, reason: hostileText }),
    drawer(group, view, unfrozenMessage)("ended, for the channel", aFreeze, "U0APPROVER"),
    drawer(group, view, frozenAnnouncement)("frozen, for other channels", aFreeze),
    drawer(group, view, unfrozenAnnouncement)("ended, for other channels", aFreeze),
    drawer(group, view, frozenAlreadyText)("frozen already", aFreeze),
    drawer(group, view, notFrozenText)("nothing to end"),
    drawer(group, view, frozenText)("a change is asked for meanwhile", aFreeze),
    drawer(group, view, frozenLine)("on top of lists", aFreeze),
    drawer(group, view, freezeUsage)("a reason too long"),
    drawer(group, view, notAnnouncedText)("not announced everywhere", ["C0OPS", "C0APPROVALS"]),
  ];
}
