import type { Fault, Faults } from "../faults.ts";
import {
  boolean,
  type Check,
  type Fields,
  integer,
  isFields,
  object,
  oneOf,
  string,
} from "../validation/check.ts";

export interface FaultRoute {
  body: Check;
  run: (faults: Faults, body: Fields) => void;
}

const LONGEST_MS = 3_600_000;
const reasons = ["warning", "refresh_requested", "link_disabled", "too_many_websockets", "silently"] as const;
const welcomes = ["hello", "no-hello", "no-handshake", "cut"] as const;

const kinds: Record<string, Check> = {
  "rate-limit": object({ kind: oneOf("rate-limit"), retryAfterSeconds: integer(1, 3600) }),
  status: object({ kind: oneOf("status"), status: integer(400, 599) }),
  page: object({ kind: oneOf("page") }, { status: integer(200, 599) }),
  "cut-short": object({ kind: oneOf("cut-short") }),
  hang: object({ kind: oneOf("hang") }),
  "hang-after": object({ kind: oneOf("hang-after") }),
  "drop-before": object({ kind: oneOf("drop-before") }),
  "drop-after": object({ kind: oneOf("drop-after") }),
  slow: object({ kind: oneOf("slow"), delayMs: integer(1, LONGEST_MS) }),
  error: object({ kind: oneOf("error"), error: string(100) }),
};

const fault: Check = (value, pointer, findings) => {
  const kind = isFields(value) ? String(value.kind) : "";
  const check = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (check) check(value, pointer, findings);
  else findings.add(`must have a kind out of ${Object.keys(kinds).join(", ")}`, pointer);
};

/** POST `/_control/VERB`. */
export const faultRoutes: Record<string, FaultRoute> = {
  faults: {
    body: object({ method: string(100), fault }, { times: integer(1, 1_000_000) }),
    run: (faults, body) =>
      void faults.add(
        String(body.method),
        body.fault as Fault,
        body.times === undefined ? 1 : Number(body.times),
      ),
  },
  "clear-faults": { body: object({}), run: (faults) => faults.clear() },
  "disconnect-sockets": {
    body: object({ reason: oneOf(...reasons) }, { most: integer(1, 10) }),
    run: (faults, body) =>
      faults.disconnectSockets(
        body.reason as (typeof reasons)[number],
        body.most === undefined ? undefined : Number(body.most),
      ),
  },
  "welcome-sockets": {
    body: object({ welcome: oneOf(...welcomes) }),
    run: (faults, body) => faults.welcomeSockets(body.welcome as (typeof welcomes)[number]),
  },
  "stall-sockets": { body: object({}), run: (faults) => faults.stallSockets() },
  "refuse-connections": {
    body: object({ refusing: boolean }),
    run: (faults, body) => faults.refuseConnections(body.refusing === true),
  },
  "go-offline": { body: object({}), run: (faults) => faults.goOffline() },
  "come-back": { body: object({}), run: (faults) => faults.comeBack() },
};
