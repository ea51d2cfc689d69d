import { homeDenied } from "../../../src/views/home/home-denied.ts";
import { homeView } from "../../../src/views/home/home-view.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { homeVariants } from "../home-variants.ts";
import { rolesWith } from "../samples/roles-with.ts";

/** The bot's Home tab, in every way in which it can look. */
export function homeItems(): GalleryItem[] {
  const draw = drawer("Home", "views/home/home-view.ts", homeView);
  const drawDenied = drawer("Home", "views/home/home-denied.ts", homeDenied);
  const denied = { userId: "U0OUTSIDER", viewersNamed: true };
  return [
    ...homeVariants().map(({ name, data }) => draw(name, data)),
    drawDenied("for who may not look", { ...denied, roles: rolesWith({ viewer: false }) }),
    drawDenied("for a guest", { ...denied, roles: rolesWith({ viewer: false, outsider: "guest" }) }),
    drawDenied("while nothing is known of the person", {
      ...denied,
      roles: rolesWith({ viewer: false, unknown: true }),
    }),
    drawDenied("while nothing can be known of the person", {
      ...denied,
      roles: rolesWith({ viewer: false, unknown: true, untilMended: true }),
    }),
  ];
}
