/** The database cannot be used as it is. The message says what happened and what to do, for whoever runs the bot. */
export class StoreError extends Error {
  override readonly name = "StoreError";
}
