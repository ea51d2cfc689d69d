import { app, type PersonName, type PersonRecord, team } from "../slack/directory.ts";
import type { SlackWorkspace } from "../slack/workspace.ts";
import type { PersonEntry } from "./entries.ts";

const roles: Record<string, PersonEntry["role"]> = { olga: "operator", ada: "approver", ben: "approver" };

const ADMIN: PersonName = "ada";

export type Keyed = readonly [key: string, value: unknown];

/** What the person sees of Slack. */
export function* slackEntries(slack: SlackWorkspace, name: PersonName): Generator<Keyed> {
  const person = slack.person(name);
  const mentions = new Set(person.mentions().map(({ channel, ts }) => `${channel}/${ts}`));
  yield ["me/me", { userId: person.id }];
  yield [
    "slack/slack",
    { team: team.domain, botUserId: app.botUserId, botName: app.botName, commandName: "/ngrok" },
  ];
  for (const record of Object.values(slack.people)) yield [`person/${record.id}`, personEntry(slack, record)];
  for (const group of slack.userGroups) yield [`group/${group.id}`, group];
  for (const { members, ...channel } of Object.values(slack.channels)) {
    if (!members.has(person.id)) continue;
    const unread = [...mentions].filter((key) => key.startsWith(`${channel.id}/`)).length;
    yield [`channel/${channel.id}`, { ...channel, botIsIn: members.has(app.botUserId), unread }];
    for (const message of person.messages(channel.id)) {
      const key = `${message.channel}/${message.ts}`;
      yield [
        `message/${key}`,
        { ...message, mentionsMe: person.isPingedBy(message), unread: mentions.has(key) },
      ];
    }
  }
  for (const [depth, view] of person.modals().entries()) yield [`modal/${view.id}`, { ...view, depth }];
  const home = person.home();
  if (home) yield ["home/home", home];
  for (const [number, words] of slack.problems.entries()) yield [`problem/${number}`, { words }];
}

function personEntry(slack: SlackWorkspace, record: PersonRecord): PersonEntry {
  const role = roles[record.name] ?? "outsider";
  return {
    ...record,
    role,
    isAdmin: record.name === ADMIN,
    unread: slack.person(record.name).mentions().length,
  };
}
