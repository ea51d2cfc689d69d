/** Vitest calls this once, before all tests. */
export function setup(): void {
  if (process.env.TEST_DATABASE_URL) return;
  throw new Error(
    "These tests need a PostgreSQL server on which they may create and drop databases of their own. Set TEST_DATABASE_URL=postgres://postgres@127.0.0.1:5432/test",
  );
}
