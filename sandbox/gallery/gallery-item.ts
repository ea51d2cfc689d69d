import type { HomeView, PlainTextOption } from "@slack/types";
import type { DescribedError } from "../../src/user-error.ts";
import type { Message, Modal } from "../../src/views/message.ts";
import { said } from "../../src/views/said.ts";

/** What one view drew of one set of data, as the bot hands it to Slack. */
export type GalleryItem = Made & Drawn;

export interface Made {
  group: string;
  /** Unlike all others of its group. */
  name: string;
  /** Which exported function drew it, such as `src/views/help.ts#help`. */
  view: string;
  /** That function, and what it was given. */
  by: unknown;
  given: readonly unknown[];
}

export type Drawn =
  | { kind: "message"; drawn: Message }
  /** `errors` by `block_id`: what the bot answered to its submit. */
  | { kind: "modal"; drawn: Modal; errors?: Readonly<Record<string, string>> }
  | { kind: "home"; drawn: HomeView }
  /** What a menu lists while somebody types into it. */
  | { kind: "options"; drawn: readonly PlainTextOption[] };

type View = Message | Modal | HomeView | PlainTextOption | DescribedError | string | null;

/** Draws with one view into one group: `draw(name, …what the view takes)`. */
export function drawer<A extends unknown[]>(group: string, file: string, by: (...given: A) => View) {
  return (name: string, ...given: A): GalleryItem => {
    const view = `src/${file}#${by.name}`;
    return { group, name, view, by, given, ...drawnOf(by(...given), view) };
  };
}

/** As Slack gets it. @throws when the view drew nothing */
export function drawnOf(drawn: View, view: string): Drawn {
  if (drawn === null) throw new Error(`${view} drew nothing.`);
  if (typeof drawn === "string") return spoken(drawn);
  if ("reference" in drawn) return spoken(drawn.text);
  if (isOption(drawn)) return { kind: "options", drawn: [drawn] };
  if (!("type" in drawn)) return { kind: "message", drawn };
  return drawn.type === "modal" ? { kind: "modal", drawn } : { kind: "home", drawn };
}

function isOption(drawn: Exclude<View, string | null>): drawn is PlainTextOption {
  return "value" in drawn;
}

/** As the bot says words that are in no message of their own. */
function spoken(text: string): Drawn {
  return { kind: "message", drawn: said(text) };
}

/** The same modal after a submit that was refused at its fields. */
export function withErrors(item: GalleryItem, name: string, errors: Record<string, string>): GalleryItem {
  return item.kind === "modal" ? { ...item, name, errors } : item;
}

/** One menu with the options of all. */
export function oneMenu(name: string, items: readonly GalleryItem[]): GalleryItem[] {
  const [first] = items;
  if (first?.kind !== "options") return [];
  return [{ ...first, name, drawn: items.flatMap((item) => (item.kind === "options" ? item.drawn : [])) }];
}
