import type { Entries } from "../../../sandbox/demo/entries.ts";

export function aMessage(overrides: Partial<Entries["message"]> = {}): Entries["message"] {
  return {
    ...{ channel: "C0FLEET001", ts: "1.000000", threadTs: null, user: "U0NGROKBOT", from: "bot", text: "x" },
    ...{ blocks: [], metadata: null, broadcast: false, onlyFor: null, editedTs: null },
    ...{ mentionsMe: false, unread: false },
    ...overrides,
  };
}
