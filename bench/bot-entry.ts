import { fileURLToPath } from "node:url";

/** Of the real bot. */
export const botEntry = fileURLToPath(new URL("../src/main.ts", import.meta.url));
