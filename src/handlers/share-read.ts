/** One read at a time for all who ask. Nobody gets one that had begun before he asked. `read` never rejects. */
export function shareRead<T>(read: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | null = null;
  return () => {
    next ??= last.then(() => {
      next = null;
      return read();
    });
    last = next;
    return next;
  };
}
