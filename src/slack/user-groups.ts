import type { webApi } from "@slack/bolt";

/**
 * Members of a user group. Needs the scope usergroups:read; Slack allows 20 calls a minute.
 * https://docs.slack.dev/reference/methods/usergroups.users.list
 */
export async function membersOfGroup(slack: webApi.WebClient, groupId: string): Promise<string[]> {
  const answer = await slack.usergroups.users.list({ usergroup: groupId });
  return answer.users ?? [];
}
