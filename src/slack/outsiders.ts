import { webApi } from "@slack/bolt";
import { z } from "zod";
import type { Outsider } from "../access.ts";

const no = z.boolean().default(false);

/** What `users.info` says that matters here; Slack leaves out what is false of bots and of people who have left. */
const Person = z.object({
  team_id: z.string().optional(),
  deleted: no,
  is_bot: no,
  is_workflow_bot: no,
  is_connector_bot: no,
  is_stranger: no,
  is_restricted: no,
  is_ultra_restricted: no,
  /** In an Enterprise organization `team_id` may be another workspace of the person's, or the organization. */
  enterprise_user: z.object({ teams: z.array(z.string()).default([]) }).optional(),
});

// Slack's own voice: `users.info` calls it no bot.
const SLACKBOT = "USLACKBOT";

// Whom Slack does not show to the bot is none of its workspace.
const UNSEEN = new Set(["user_not_found", "user_not_visible"]);

/**
 * Asks Slack who is no full member of the bot's workspace, and why. `is_stranger` alone does not tell: it is false of
 * people of another workspace who share a channel with the bot. Needs the scope users:read; Slack allows 100 calls a
 * minute. https://docs.slack.dev/reference/methods/users.info
 * @throws what Slack's client throws, when Slack cannot be asked
 */
export function createOutsiders(slack: webApi.WebClient): (userId: string) => Promise<Outsider | null> {
  let ownTeam: Promise<string> | null = null;

  function home(): Promise<string> {
    ownTeam ??= teamOf(slack).catch((error: unknown) => {
      ownTeam = null;
      throw error;
    });
    return ownTeam;
  }

  return async (userId) => {
    if (userId === SLACKBOT) return "bot";
    const [person, team] = await Promise.all([personOf(slack, userId), home()]);
    return person === null ? "stranger" : outsiderIn(team, person);
  };
}

function outsiderIn(team: string, person: z.output<typeof Person>): Outsider | null {
  if (person.deleted) return "gone";
  if (person.is_bot || person.is_workflow_bot || person.is_connector_bot) return "bot";
  const teams = [person.team_id, ...(person.enterprise_user?.teams ?? [])];
  if (person.is_stranger || !teams.includes(team)) return "stranger";
  return person.is_restricted || person.is_ultra_restricted ? "guest" : null;
}

async function teamOf(slack: webApi.WebClient): Promise<string> {
  const { team_id } = await slack.auth.test();
  return z.string().parse(team_id);
}

async function personOf(slack: webApi.WebClient, user: string): Promise<z.output<typeof Person> | null> {
  try {
    const answer = await slack.users.info({ user });
    return Person.parse(answer.user);
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError && UNSEEN.has(error.data.error)) return null;
    throw error;
  }
}
