/** What keeps the database from being used, as far as it is known. */
export type StoreTrouble = "locked" | "read-only" | "disk" | "damaged" | "unreachable" | "other";

/** The database cannot be used as it is. The message says what happened and what to do, for whoever runs the bot. */
export class StoreError extends Error {
  override readonly name: string = "StoreError";
  readonly trouble: StoreTrouble;

  constructor(
    message: string,
    { trouble = "other", ...options }: ErrorOptions & { trouble?: StoreTrouble } = {},
  ) {
    super(message, options);
    this.trouble = trouble;
  }
}

/** The database is out of reach, or refuses just now what it takes at other times; the same may work later. */
export class StoreUnavailableError extends StoreError {
  override readonly name = "StoreUnavailableError";
  /** Of two changes that waited for each other this one was ended, and nothing of it is left. */
  readonly isDeadlock: boolean;

  constructor(
    message: string,
    { isDeadlock = false, ...options }: ErrorOptions & { isDeadlock?: boolean } = {},
  ) {
    super(message, { ...options, trouble: "unreachable" });
    this.isDeadlock = isDeadlock;
  }
}

/** A change was not recorded, for certain. */
export class NotRecordedError extends StoreError {
  override readonly name = "NotRecordedError";

  constructor(cause: StoreError) {
    super(cause.message, { cause, trouble: cause.trouble });
  }
}
