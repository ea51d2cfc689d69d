import type { RespondFn } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Access, RoleGrant } from "../access.ts";
import type { Clock } from "../clock.ts";
import type { NgrokClient } from "../ngrok/client.ts";
import type { Fleet } from "../operations/fleet.ts";
import type { Freezes } from "../operations/freeze.ts";
import type { OperationKind } from "../operations/operation.ts";
import type { Operations } from "../operations/operations.ts";
import type { CardRefusal } from "../views/card-refused.ts";
import type { HearInteraction } from "./track-acks.ts";

/** The part of the configuration that decides what handlers show and accept. */
export interface HandlerSettings {
  /** Empty: the bot answers in every channel. Its DM always works. */
  channels: string[];
  /** Where cards go; null: to the channel in which the command was typed. */
  approvalsChannel: string | null;
  /** Where finished changes, and freezes, are told to everybody; null: nowhere. */
  announceChannel: string | null;
  approvalRequired: readonly OperationKind[];
  /** Empty: every full member of the workspace may look. */
  viewers: readonly RoleGrant[];
  operators: readonly RoleGrant[];
  approvers: readonly RoleGrant[];
  admins: readonly RoleGrant[];
  allowSelfApproval: boolean;
  /** Metadata key that holds a device's name; null where none is set. */
  sessionLabel: string | null;
  restartWaitMs: number;
  reconnectTimeoutMs: number;
}

export interface Channels {
  /**
   * Where the card of a change asked for in `channelId` is to be posted.
   * `absent`: the bot is not in that channel; `no-approver`: a DM, where nobody else could approve;
   * `unseen`: the bot has no scope for such a conversation, as for a group DM.
   */
  cardChannel(channelId: string, kind: OperationKind): Promise<{ ok: true; channelId: string } | CardRefusal>;
}

export interface HomeTab {
  /**
   * Draws this person's Home at once, and again when ngrok has answered. `hash` is of what Slack showed, `note` what
   * is said under the buttons; with `isFresh` ngrok is asked however lately it was.
   */
  opened(userId: string, how?: { hash?: string | null; note?: string | null; isFresh?: boolean }): void;
}

export interface HandlerDeps {
  settings: HandlerSettings;
  clock: Clock;
  logger: Logger;
  access: Access;
  fleet: Fleet;
  ngrok: NgrokClient;
  operations: Operations;
  freezes: Freezes;
  channels: Channels;
  home: HomeTab;
  /** Told of each payload of Slack once it is dealt with. */
  heard?: HearInteraction | undefined;
}

/** One `/ngrok …`, split into words. The handler acks. */
export interface Invocation {
  userId: string;
  channelId: string;
  triggerId: string;
  /** The words after the command's own, e.g. the id in `session show ID`. */
  args: string[];
  ack: () => Promise<void>;
  respond: RespondFn;
  client: WebClient;
}

export type CommandHandler = (invocation: Invocation) => Promise<void>;

/** Where a modal is to be opened, and for whom. */
export interface OpenRequest {
  client: WebClient;
  triggerId: string;
  userId: string;
  /** The channel in which the person is, for the card. */
  channelId: string;
}
