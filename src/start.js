import { enableCompileCache } from "node:module";
import { join } from "node:path";

// A third of a start is stripping types and compiling: kept beside what npm installed, which only its owner writes.
// Where it cannot be written, Node goes without. It must be on before the first file with types is loaded, or Node
// loads what strips them, which takes time and memory at each start. Hence this one has none.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/ngrok-chatops"));
await import("./main.ts");
