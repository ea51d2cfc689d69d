import type { Connections } from "./connections.ts";
import type { Core } from "./core.ts";
import type { PersonName } from "./directory.ts";
import type { Envelopes } from "./envelopes.ts";
import { submissionPayload } from "./people/payloads.ts";
import type { Fields } from "./validation/check.ts";

/** What Slack itself would never send: any frame, and envelopes with any payload. */
export interface Forge {
  frame(data: string | Uint8Array): boolean;
  ask: Envelopes["ask"];
  /** What the submit of this person's top modal would send, though nobody submits it. */
  submission(name: PersonName): Fields;
}

export function createForge(core: Core, connections: Connections): Forge {
  return {
    frame: (data) => connections.send(data) !== null,
    ask: core.envelopes.ask,
    submission: (name) => {
      const record = core.directory.people[name];
      const view = record && core.views.stack(record.id).at(-1);
      if (!view) throw new Error(`${name} sees no modal.`);
      return submissionPayload(core, record, view);
    },
  };
}
