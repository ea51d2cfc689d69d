import type { Config } from "../config.ts";
import type { AskSlack } from "./ask-slack.ts";
import type { Check } from "./check.ts";
import { checkChannel, checkChannels } from "./check-channel.ts";
import { checkPeople } from "./check-people.ts";
import { checkRoles } from "./check-roles.ts";
import { checkScopes } from "./check-scopes.ts";
import { everyLookup, type ShareLookups } from "./share-lookups.ts";

export interface LookupShares {
  people: ShareLookups;
  channels: ShareLookups;
}

const everything: LookupShares = { people: everyLookup, channels: everyLookup };

/** What a configuration says of a workspace, against what Slack says of it. */
export function slackChecks(slack: AskSlack, config: Config, shares = everything): Check[] {
  const { operators, approvers, approvalsChannel, announceChannel, channels } = config;
  const approverIds = idsOf(approvers);
  const pinged = idsOf(config.approvalPing);
  const people = {
    VIEWERS: idsOf(config.viewers),
    OPERATORS: idsOf(operators),
    APPROVERS: approverIds,
    ADMINS: idsOf(config.admins),
    // Most often it is the approvers, who are looked at already.
    APPROVAL_PING: pinged.every((id) => approverIds.includes(id)) ? [] : pinged,
  };
  const posts = { APPROVALS_CHANNEL: approvalsChannel, ANNOUNCE_CHANNEL: announceChannel };
  return [
    checkScopes(slack),
    checkRoles({ OPERATORS: operators, APPROVERS: approvers }),
    ...Object.entries(people).flatMap(([variable, ids]) =>
      ids.length > 0 ? [checkPeople(slack, variable, shares.people(ids))] : [],
    ),
    ...Object.entries(posts).flatMap(([variable, id]) => (id ? [checkChannel(slack, variable, id)] : [])),
    ...(channels.length > 0
      ? [checkChannels(slack, shares.channels(channels), approvalsChannel === null)]
      : []),
  ];
}

/** Of people and user groups, whatever channel their role holds for. */
function idsOf(grants: readonly { id: string }[]): string[] {
  return [...new Set(grants.map(({ id }) => id))];
}
