import type { IncomingMessage, ServerResponse } from "node:http";
import type { Directory } from "./directory.ts";
import type { Faults } from "./faults.ts";
import type { Call } from "./http-server.ts";
import type { Message } from "./message-store.ts";
import type { Person } from "./people/person.ts";
import type { View } from "./view-store.ts";

export interface ControlDeps {
  person: (name: string) => Person;
  faults: Faults;
  render: (shown: Message | View) => string;
  directory: Directory;
  calls: readonly Call[];
  problems: readonly string[];
}

export function createControlApi(_deps: ControlDeps) {
  return async (_request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.writeHead(501).end();
  };
}
