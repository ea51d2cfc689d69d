import type { Clock } from "../../src/clock.ts";
import type { Block, TextObject } from "./block.ts";
import { type StateValues, stateOf } from "./element-state.ts";

/** A view as the bot gave it, validated. */
export interface ViewDraft {
  type: "modal" | "home";
  title: TextObject | null;
  submit: TextObject | null;
  close: TextObject | null;
  blocks: Block[];
  callbackId: string;
  externalId: string;
  privateMetadata: string;
  clearOnClose: boolean;
  notifyOnClose: boolean;
}

export interface View extends ViewDraft {
  id: string;
  userId: string;
  hash: string;
  rootViewId: string;
  previousViewId: string | null;
  values: StateValues;
  /** By `block_id`: what the bot answered to the last submit. */
  errors: Record<string, string>;
  /** Slack's own words above the form when the bot could not be reached; null when all is well. */
  trouble: string | null;
}

export interface ViewStore {
  /** Open modals of a person, the top one last. */
  stack(userId: string): readonly View[];
  home(userId: string): View | null;
  byId(viewId: string): View | null;
  byExternalId(externalId: string): View | null;
  open(userId: string, draft: ViewDraft): View;
  push(userId: string, draft: ViewDraft): View;
  replace(view: View, draft: ViewDraft): View;
  publish(userId: string, draft: ViewDraft): View;
  /** Marks a change that a person made: typed values, errors shown. */
  touch(view: View): void;
  close(view: View): void;
  closeAll(userId: string): void;
}

export function createViewStore(deps: { clock: Clock; changed: () => void }): ViewStore {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  let count = 0;

  const stack = (userId: string) => stacks.get(userId) ?? [];
  const newHash = () => `${Math.floor(deps.clock.now().getTime() / 1000)}.${crypto.randomUUID().slice(0, 8)}`;
  const open = (userId: string, draft: ViewDraft, below: View | undefined): View => {
    count += 1;
    const id = `V0${String(count).padStart(8, "0")}`;
    return {
      ...draft,
      id,
      userId,
      hash: newHash(),
      rootViewId: below?.rootViewId ?? id,
      previousViewId: below?.id ?? null,
      values: stateOf(draft.blocks),
      errors: {},
      trouble: null,
    };
  };
  const put = (userId: string, views: View[]) => {
    stacks.set(userId, views);
    deps.changed();
  };
  const replace = (view: View, draft: ViewDraft) => {
    const values = stateOf(draft.blocks, view.values);
    Object.assign(view, draft, { values, errors: {}, trouble: null, hash: newHash() });
    deps.changed();
    return view;
  };
  const all = () => [...[...stacks.values()].flat(), ...homes.values()];

  return {
    stack,
    home: (userId) => homes.get(userId) ?? null,
    byId: (viewId) => all().find((view) => view.id === viewId) ?? null,
    byExternalId: (externalId) => all().find((view) => view.externalId === externalId) ?? null,
    open: (userId, draft) => {
      const view = open(userId, draft, undefined);
      put(userId, [view]);
      return view;
    },
    push: (userId, draft) => {
      const view = open(userId, draft, stack(userId).at(-1));
      put(userId, [...stack(userId), view]);
      return view;
    },
    replace,
    publish: (userId, draft) => {
      const present = homes.get(userId);
      if (present) return replace(present, draft);
      const view = open(userId, draft, undefined);
      homes.set(userId, view);
      deps.changed();
      return view;
    },
    touch: () => deps.changed(),
    close: (view) =>
      put(
        view.userId,
        stack(view.userId).filter((one) => one !== view),
      ),
    closeAll: (userId) => put(userId, []),
  };
}
