import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/process/**/*.test.ts"],
    passWithNoTests: false,
    restoreMocks: true,
    // Each starts processes of its own; two cores have no more to give.
    maxWorkers: 2,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
});
