/** The database cannot be used as it is. The message says what happened and what to do, for whoever runs the bot. */
export class StoreError extends Error {
  override readonly name: string = "StoreError";
}

/** The database is out of reach, or refuses just now what it takes at other times; the same may work later. */
export class StoreUnavailableError extends StoreError {
  override readonly name = "StoreUnavailableError";
}
