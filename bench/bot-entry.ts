import { fileURLToPath } from "node:url";

/** Of the real bot. */
export const botEntry = fileURLToPath(new URL("../src/start.js", import.meta.url));
