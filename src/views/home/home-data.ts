import type { Roles } from "../../access.ts";
import type { AgentIngress } from "../../ngrok/agent-ingresses.ts";
import type { TunnelSession } from "../../ngrok/tunnel-sessions.ts";
import type { Freeze } from "../../operations/freeze.ts";
import type { RoleVariable } from "../denial.ts";
import type { ListedOperation } from "../operation-list-row.ts";

/** The rows that are shown of a list, and how many it has in all. */
export interface Group {
  rows: readonly ListedOperation[];
  total: number;
}

/** Everything open, as one person sees it: each operation stands in one group. */
export interface OpenGroups {
  /** He may decide them, or has to look after them; the most urgent first. */
  mine: Group;
  /** They need a person who may be another. */
  attention: Group;
  running: Group;
  /** Others have to approve them. */
  awaiting: Group;
}

/** What ngrok said, and when; `words` tell in mrkdwn why it could not be asked at `at`. */
export type Seen<T> =
  | { state: "reading" }
  | { state: "read"; value: T; at: Date }
  | { state: "failed"; words: string; at: Date; last: { value: T; at: Date } | null };

export interface HomeData {
  userId: string;
  drawnAt: Date;
  roles: Roles;
  /** Variables without which nobody may change anything. */
  missing: readonly RoleVariable[];
  /** Null while changes may be made, as far as the record could be read. */
  freeze: Freeze | null;
  /** A string where the record could not be read: why, in mrkdwn. */
  open: OpenGroups | string;
  sessions: Seen<readonly TunnelSession[]>;
  ingresses: Seen<readonly AgentIngress[]>;
  /** What the person's last click on Home led to, in mrkdwn. */
  note: string | null;
}
