import type { GalleryItem } from "./gallery-item.ts";
import { cardItems } from "./items/card-items.ts";
import { cardModalItems } from "./items/card-modal-items.ts";
import { detailsItems } from "./items/details-items.ts";
import { errorItems } from "./items/error-items.ts";
import { fieldProblemItems } from "./items/field-problem-items.ts";
import { freezeItems } from "./items/freeze-items.ts";
import { helpItems } from "./items/help-items.ts";
import { homeItems } from "./items/home-items.ts";
import { ingressFormItems } from "./items/ingress-form-items.ts";
import { ingressItems } from "./items/ingress-items.ts";
import { ingressOutcomeItems } from "./items/ingress-outcome-items.ts";
import { historyItems, openItems } from "./items/open-and-history-items.ts";
import { outcomeItems } from "./items/outcome-items.ts";
import { permissionCardItems } from "./items/permission-card-items.ts";
import { rareCardItems } from "./items/rare-card-items.ts";
import { refusalItems } from "./items/refusal-items.ts";
import { sessionFormItems } from "./items/session-form-items.ts";
import { sessionListItems } from "./items/session-list-items.ts";
import { threadItems } from "./items/thread-items.ts";

/** Every message, modal and Home that the bot can draw, in the order in which the gallery shows them. */
export function galleryItems(): GalleryItem[] {
  return [
    ...helpItems(),
    ...homeItems(),
    ...sessionListItems(),
    ...sessionFormItems(),
    ...outcomeItems(),
    ...ingressItems(),
    ...ingressFormItems(),
    ...ingressOutcomeItems(),
    ...fieldProblemItems(),
    ...openItems(),
    ...historyItems(),
    ...cardItems(),
    ...rareCardItems(),
    ...permissionCardItems(),
    ...threadItems(),
    ...detailsItems(),
    ...cardModalItems(),
    ...refusalItems(),
    ...freezeItems(),
    ...errorItems(),
  ];
}

/** The anchor of an item on the page. */
export function anchorOf({ group, name }: Pick<GalleryItem, "group" | "name">): string {
  return `${group} ${name}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
