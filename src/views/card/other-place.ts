import { commandName } from "../../ids.ts";

/** For a button that stands elsewhere than on the card of its operation. */
export function otherPlaceText(cardLink: string | null): string {
  const card =
    cardLink === null ? `\`${commandName} open\` leads to its card.` : `<${cardLink}|Open its card> instead.`;
  return `This button does not stand on the card of its change, so nothing was done. ${card}`;
}
