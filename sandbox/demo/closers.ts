interface Closer {
  close(): unknown;
  /** The little that can be done without waiting, when the process is about to end. */
  atOnce?: (() => void) | undefined;
}

export interface Closers {
  /** @throws EndedError, once closed, when all is over already */
  add(close: Closer["close"], atOnce?: Closer["atOnce"]): Promise<void>;
  /** The last one added first. What fails is thrown once all others have closed. */
  close(): Promise<void>;
  atOnce(): void;
}

/** Someone has ended it while it started. */
export class EndedError extends Error {
  override readonly name = "EndedError";

  constructor() {
    super("It was ended while it started.");
  }
}

/** What has been opened, to be closed in the end, also when the end comes halfway through the start. */
export function createClosers(): Closers {
  const open: Closer[] = [];
  let closing: Promise<void> | null = null;

  const closeAll = async () => {
    const problems: unknown[] = [];
    for (let closer = open.at(-1); closer; closer = open.at(-1)) {
      try {
        await closer.close();
      } catch (error) {
        problems.push(error);
      }
      open.splice(open.indexOf(closer), 1);
    }
    if (problems.length > 0) throw problems[0];
  };
  return {
    add: async (close, atOnce) => {
      if (closing) {
        await close();
        throw new EndedError();
      }
      open.push({ close, atOnce });
    },
    close: () => {
      closing ??= closeAll();
      return closing;
    },
    atOnce: () => {
      for (const { atOnce } of [...open].reverse()) atOnce?.();
    },
  };
}
