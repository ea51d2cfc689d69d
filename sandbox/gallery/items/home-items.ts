import { homeView } from "../../../src/views/home/home-view.ts";
import { drawer, type GalleryItem } from "../gallery-item.ts";
import { homeVariants } from "../home-variants.ts";

/** The bot's Home tab, in every way in which it can look. */
export function homeItems(): GalleryItem[] {
  const draw = drawer("Home", "views/home/home-view.ts", homeView);
  return homeVariants().map(({ name, data }) => draw(name, data));
}
