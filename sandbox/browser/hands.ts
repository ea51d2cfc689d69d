import type { Locator, Page } from "playwright-core";

/** How long a person waits for what is on its way; a restart's real wait has its own. */
const PATIENCE_MS = 15_000;
const RESTART_PATIENCE_MS = 60_000;

export const patience = { usual: PATIENCE_MS, restart: RESTART_PATIENCE_MS } as const;

/** A person in front of the page, with a mouse: each verb does one thing as the page offers it. */
export interface Hands {
  /** The switch to this person. */
  person(firstName: string): Locator;
  becomes(firstName: string): Promise<void>;
  /** Types into the composer and sends it, as people do who know what they want. */
  types(text: string): Promise<void>;
  /** The newest message on the channel's level that shows `words`. */
  message(words: string | RegExp): Locator;
  /** The dialog of that title. */
  modal(title: string): Locator;
  /** Presses *Approve* or the like on the message and agrees where it asks again. */
  confirms(message: Locator, button: string, again: string): Promise<void>;
  sees(where: Locator | Page, words: string | RegExp, limitMs?: number): Promise<void>;
}

export function createHands(page: Page): Hands {
  const person = (firstName: string) =>
    page
      .getByRole("region", { name: "Act as" })
      .getByRole("button", { name: new RegExp(`^${firstName}\\b`) });
  return {
    person,
    becomes: (firstName) => person(firstName).click(),
    types: async (text) => {
      const composer = page.getByRole("combobox", { name: /^Message / });
      await composer.fill(text);
      // Closes the completion, so that Enter sends what stands there.
      await composer.press("Escape");
      await composer.press("Enter");
    },
    message: (words) => page.getByRole("article").filter({ hasText: words }).last(),
    modal: (title) => page.getByRole("dialog", { name: title }),
    confirms: async (message, button, again) => {
      await message.getByRole("button", { name: button, exact: true }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: again, exact: true }).click();
    },
    sees: (where, words, limitMs = PATIENCE_MS) =>
      where.getByText(words).first().waitFor({ timeout: limitMs }),
  };
}
