import { existsSync } from "node:fs";
import { defineConfig } from "vitest/config";

// Most of the time would go into syncing databases to the disk, which shows nothing here: what a disk does to them is
// shown in test/process/, by the real process.
const MEMORY = "/dev/shm";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // What starts processes, or needs a server or a browser; each has a configuration of its own.
    exclude: ["test/process/**", "test/postgres/**", "test/browser/**"],
    env: existsSync(MEMORY) ? { TMPDIR: MEMORY } : {},
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
