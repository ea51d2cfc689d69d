import type { AskSlack } from "./ask-slack.ts";
import { type Check, type Finding, failed, ok, warning } from "./check.ts";
import { worstOf } from "./check-channel.ts";
import { isGroup, leftOutFinding, type Share } from "./share-lookups.ts";
import { slackCode, slackUnasked } from "./slack-refusal.ts";

/** Whether the people and the user groups of a variable are there, those that are in its share. */
export function checkPeople(slack: AskSlack, variable: string, share: Share): Check {
  const ids = share.asked;
  return {
    name: variable,
    needs: ["SLACK_BOT_TOKEN"],
    run: async (signal) => {
      const findings = leftOutFinding(share);
      for (const id of ids) {
        if (signal.aborted) break;

        findings.push(await (isGroup(id) ? group(slack, variable, id) : person(slack, variable, id)));
      }
      const groups = ids.filter(isGroup).length;
      return worstOf(findings, counted(ids.length - groups, groups));
    },
  };
}

function counted(people: number, groups: number): string {
  const words = [
    ...(people > 0 ? [`${people} ${people === 1 ? "person" : "people"}`] : []),
    ...(groups > 0 ? [`${groups} user ${groups === 1 ? "group" : "groups"}`] : []),
  ];
  return words.join(" and ");
}

async function group(slack: AskSlack, variable: string, id: string): Promise<Finding> {
  try {
    const { users = [] } = await slack.groupMembers(id);
    if (users.length > 0) return ok(id);
    return warning(
      `nobody is in the user group ${id}`,
      `Add people to ${id} in Slack, or change ${variable}.`,
    );
  } catch (error) {
    return (
      slackUnasked(error) ??
      failed(
        `the user group ${id} cannot be read (${slackCode(error)})`,
        `Correct ${variable}: Slack shows a group's id in the group's menu, under Copy group ID. User groups need a paid workspace; without one, name people.`,
      )
    );
  }
}

async function person(slack: AskSlack, variable: string, id: string): Promise<Finding> {
  try {
    const { user } = await slack.person(id);
    if (user?.deleted) {
      return failed(`${id} (${user.name}) is deactivated in Slack`, `Take ${id} out of ${variable}.`);
    }
    return user?.is_bot ? warning(`${id} is a bot, not a person`, `Take ${id} out of ${variable}.`) : ok(id);
  } catch (error) {
    return (
      slackUnasked(error) ??
      failed(
        `there is no person ${id} (${slackCode(error)})`,
        `Correct ${variable}: \`/ngrok help\` shows each person's own id.`,
      )
    );
  }
}
