import type { Duplex } from "node:stream";

/** What becomes of a WebSocket that asks to be opened; without a handshake or a hello it stays as it is. */
export type Welcome = "hello" | "no-hello" | "no-handshake" | "cut";

/** What all TCP connections go through that ask for a WebSocket. */
export function createGate(changed: () => void) {
  const lines = new Set<Duplex>();
  let welcome: Welcome = "hello";
  return {
    get welcome() {
      return welcome;
    },
    /** TCP connections that got past a cut, whatever became of them. */
    get lines() {
      return lines.size;
    },
    behave: (next: Welcome) => {
      welcome = next;
    },
    note: (line: Duplex) => {
      lines.add(line);
      if (welcome === "no-handshake") line.once("end", () => line.destroy()).resume();
      line.once("close", () => {
        lines.delete(line);
        changed();
      });
      changed();
    },
    /** What comes over them is not heard any more. */
    stall: () => {
      for (const line of lines) line.removeAllListeners("data").resume();
    },
    cutAll: () => {
      for (const line of lines) line.destroy();
    },
  };
}

export type Gate = ReturnType<typeof createGate>;
