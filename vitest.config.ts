import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // What needs a server or a browser; vitest.postgres.config.ts and vitest.browser.config.ts run that.
    exclude: ["test/postgres/**", "test/browser/**"],
    passWithNoTests: false,
    restoreMocks: true,
    // More than two cores have, since many tests wait for sockets.
    maxWorkers: 4,
    // No module here keeps state, so that test files may share the modules that they import.
    isolate: false,
    // Never waited for unless something hangs; two busy cores can be slow.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
