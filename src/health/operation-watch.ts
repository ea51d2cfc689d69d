import type { Operation, OperationKind, OperationState } from "../operations/operation.ts";
import type { Change } from "../store/store.ts";

export interface Transition {
  kind: OperationKind;
  /** Null at the beginning. */
  from: OperationState | null;
  to: OperationState;
  /** How long it was in `from`; null where this process has not seen it come in. */
  inStateMs: number | null;
}

interface Note {
  version: number;
  state: OperationState;
  /** When it came into its state; null where this process has not seen it. */
  since: Date | null;
  /** What was recorded here, and is not known to be shown. */
  unshown: { version: number; at: Date }[];
}

// Forgetting one costs a figure, no more.
const MOST_NOTES = 5000;
const MOST_UNSHOWN = 50;

/** Knows of operations what passes through this process: which states they change, and when Slack shows it. */
export function createOperationWatch(told: {
  transition(transition: Transition): void;
  shown(lagMs: number): void;
}) {
  const notes = new Map<string, Note>();

  const put = (id: string, note: Note) => {
    notes.delete(id);
    notes.set(id, note);
    const [oldest] = notes.keys();
    if (notes.size > MOST_NOTES && oldest !== undefined) notes.delete(oldest);
  };

  return {
    /** Read from the record. */
    seen: ({ id, version, state }: Operation) => {
      const note = notes.get(id);
      if (note && note.version >= version) return;
      const since = note?.state === state ? note.since : null;
      put(id, { version, state, since, unshown: note?.unshown ?? [] });
    },
    /** Recorded as `change` says. */
    saved: ({ operation, event }: Change) => {
      const { id, version, state } = operation;
      const note = notes.get(id);
      const unshown = [...(note?.unshown ?? []), { version, at: event.at }].slice(-MOST_UNSHOWN);
      // A version between that another process made: what it left, nobody here knows.
      if (version > 1 && note?.version !== version - 1) {
        return put(id, { version, state, since: null, unshown });
      }
      if (note?.state === state) return put(id, { ...note, version, unshown });
      told.transition(transitionOf(operation, event.at, note ?? null));
      put(id, { version, state, since: event.at, unshown });
    },
    /** Slack shows this version at `at`. */
    shown: ({ id, version, state }: Operation, at: Date) => {
      const note = notes.get(id);
      const [first] = note?.unshown ?? [];
      if (!note || !first || first.version > version) return;
      note.unshown = note.unshown.filter((one) => one.version > version);
      // What has no card yet is not shown to anybody.
      if (state !== "requested") told.shown(Math.max(0, at.getTime() - first.at.getTime()));
    },
  };
}

function transitionOf({ kind, state }: Operation, at: Date, before: Note | null): Transition {
  const inStateMs = before?.since ? Math.max(0, at.getTime() - before.since.getTime()) : null;
  return { kind, from: before?.state ?? null, to: state, inStateMs };
}

export type OperationWatch = ReturnType<typeof createOperationWatch>;
