import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    passWithNoTests: false,
    restoreMocks: true,
    // Never waited for unless something hangs; two busy cores can be slow.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
