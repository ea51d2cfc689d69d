import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from "react";
import type { Block, Confirm, Element } from "../../slack/block.ts";
import type { ElementState } from "../../slack/element-state.ts";
import type { Entry, Spot } from "../live/act.ts";
import { useBlockContext } from "./block-context.tsx";
import styles from "./blocks.module.css";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { useForm } from "./form-context.tsx";
import { createFormQueue, type FormQueue } from "./form-queue.ts";
import { WarningSign } from "./signs.tsx";

/** Where blocks stand: their elements act on it. */
export type Surface = { kind: "message"; channel: string; ts: string } | { kind: "view"; viewId: string };

export interface Deed {
  value?: string;
  option?: string;
  entry?: Entry;
}

/** The block around an element, and the person's hands on it. */
export interface BlockScope {
  block: Block;
  stateOf(element: Element): ElementState | undefined;
  spotOf(element: Element): Spot;
  isBusy(element: Element): boolean;
  /** Asks first where the element says so. False where the person thought better of it, or it did not work. */
  perform(element: Element, deed: Deed): Promise<boolean>;
}

const ScopeContext = createContext<BlockScope | null>(null);

export function useScope(): BlockScope {
  const scope = useContext(ScopeContext);
  if (!scope) throw new Error("There is no block above.");
  return scope;
}

export interface BlockScopeProps {
  block: Block;
  surface: Surface;
  values: Record<string, ElementState> | undefined;
  children: ReactNode;
}

/** Draws under the block what Slack says about the last thing done in it. */
export function BlockScopeProvider({ block, surface, values, children }: BlockScopeProps) {
  const { perform, busy, words, question } = useDeeds(block, surface);
  const scope: BlockScope = {
    block,
    stateOf: (element) => values?.[element.action_id],
    spotOf: (element) => spotOf(block, surface, element),
    isBusy: (element) => busy.has(keyOf(element)),
    perform,
  };
  return (
    <ScopeContext value={scope}>
      {children}
      {words && (
        <p className={styles.trouble} role="alert">
          <WarningSign />
          {words}
        </p>
      )}
      {question && <ConfirmDialog confirm={question.confirm} answer={question.answer} />}
    </ScopeContext>
  );
}

interface Question {
  confirm: Confirm;
  answer: (yes: boolean) => void;
}

function useDeeds(block: Block, surface: Surface) {
  const { act } = useBlockContext();
  const form = useForm();
  const own = useOwnQueue();
  const underWay = useRef(new Set<string>());
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const drawn = useMemo(() => JSON.stringify(block), [block]);
  const [said, setSaid] = useState<{ drawn: string; words: string | null }>({ drawn, words: null });
  // What was said of a block is over when it is drawn otherwise.
  const words = said.drawn === drawn ? said.words : null;
  const latest = useRef({ drawn, block });
  latest.current = { drawn, block };
  const setWords = (words: string | null) => setSaid({ drawn: latest.current.drawn, words });
  const [question, setQuestion] = useState<Question | null>(null);

  const ask = async (confirm: Confirm) => {
    const yes = await new Promise<boolean>((answer) => setQuestion({ confirm, answer }));
    setQuestion(null);
    return yes;
  };
  const send = async (element: Element, deed: Deed) => {
    const click = () => act.click({ ...spotOf(latest.current.block, surface, element), ...deed });
    try {
      return await (form ? form.queue.after(click) : own.after(click));
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const perform = async (element: Element, deed: Deed): Promise<boolean> => {
    const key = keyOf(element);
    // A second press is none; a second choice comes after the first.
    if (underWay.current.has(key) && deed.entry === undefined) return false;
    underWay.current.add(key);
    setWords(null);
    try {
      if (element.confirm && !(await ask(element.confirm))) return false;
      setBusy(new Set(underWay.current));
      const said = await send(element, deed);
      setWords(said);
      return said === null;
    } finally {
      underWay.current.delete(key);
      setBusy(new Set(underWay.current));
    }
  };
  return { perform, busy, words, question };
}

/** Outside of a form nothing is filled in, but what is done has its order too. */
function useOwnQueue(): FormQueue {
  const [queue] = useState(() =>
    createFormQueue({ fill: async () => {}, said: () => {}, setTimer: () => () => {} }),
  );
  return queue;
}

function spotOf(block: Block, surface: Surface, { action_id }: Element): Spot {
  const place =
    surface.kind === "view"
      ? { viewId: surface.viewId }
      : { message: { channel: surface.channel, ts: surface.ts } };
  return { ...place, blockId: block.block_id, actionId: action_id };
}

/** Buttons of one block may share their action, and differ in their value. */
function keyOf({ action_id, value }: Element): string {
  return JSON.stringify([action_id, value]);
}
