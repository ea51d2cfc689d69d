import { useRef, useState } from "react";
import type { Element } from "../../../slack/block.ts";
import type { Entry } from "../../live/act.ts";
import { type BlockScope, useScope } from "../block-scope.tsx";
import { useForm } from "../form-context.tsx";
import { entryOf } from "./element-entry.ts";

export interface EntryHold {
  entry: Entry;
  busy: boolean;
  /** Shows it at once, and sends it; what does not work, or is thought better of, is taken back. */
  choose(entry: Entry): Promise<void>;
}

/** A choice: what stands in the sandbox, unless the person has just chosen something else. */
export function useEntry(element: Element): EntryHold {
  const scope = useScope();
  const send = useSend(element);
  const there = entryOf(element, scope.stateOf(element));
  const key = JSON.stringify(there);
  const [held, setHeld] = useState({ key, entry: there });
  if (held.key !== key) setHeld({ key, entry: there });
  const latest = useRef(there);
  latest.current = there;
  return {
    entry: held.key === key ? held.entry : there,
    busy: scope.isBusy(element),
    choose: async (entry) => {
      setHeld((before) => ({ ...before, entry }));
      const done = await send(entry);
      if (!done) setHeld((before) => ({ ...before, entry: latest.current }));
    },
  };
}

/** In a form, entries go into it; elsewhere each is an action at once. */
export function useSend(element: Element): (entry: Entry, later?: boolean) => Promise<boolean> {
  const scope = useScope();
  const form = useForm();
  return async (entry, later = false) => {
    if (dispatches(scope)) return scope.perform(element, { entry });
    form?.queue.put(scope.block.block_id, entry, later);
    return true;
  };
}

export function dispatches({ block }: BlockScope): boolean {
  return block.type !== "input" || block.dispatch_action === true;
}
