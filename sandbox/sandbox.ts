import { type Clock, systemClock } from "../src/clock.ts";
import type { ApiLimits } from "./ngrok/api.ts";
import { type NgrokAccount, startNgrokAccount } from "./ngrok/ngrok-account.ts";
import { seedFleet } from "./ngrok/seed-fleet.ts";
import type { Observe } from "./observe.ts";
import { type SlackWorkspace, startSlackWorkspace } from "./slack/workspace.ts";

export interface Sandbox {
  readonly slack: SlackWorkspace;
  readonly ngrok: NgrokAccount;
  /** What a bot needs to face this sandbox; add or override what is to be tried. */
  environment(): Record<string, string>;
  stop(): Promise<void>;
}

/**
 * A Slack workspace and an ngrok account with a fleet, on this machine's loopback.
 * Clicks are answered by people's clock, `systemClock`: a sped-up one would find every round trip too slow.
 */
export async function startSandbox(options: {
  clock: Clock;
  /** ngrok's own unless given; people who act on a sped-up clock ask more often than real ones. */
  ngrokLimits?: Partial<ApiLimits>;
  /** How many of the newest requests to either are remembered. */
  callsKept?: number;
  /** People in Slack besides the four who are always there. */
  guests?: number;
  /** Whether there are guests, bots and people of other workspaces in #fleet too. */
  outsiders?: boolean;
  /** Public channels besides #fleet that the bot is in: `fleet-1` and on. */
  fleetChannels?: number;
  /** Whether Slack allows any number of calls; no unless given. */
  isSlackUnlimited?: boolean;
  /** Told of all that Slack, the bot and ngrok say to each other; nobody unless given. */
  observe?: Observe | undefined;
}): Promise<Sandbox> {
  const {
    clock,
    ngrokLimits = {},
    guests,
    outsiders,
    fleetChannels,
    isSlackUnlimited,
    observe,
    ...kept
  } = options;
  const slack = await startSlackWorkspace({
    clock,
    wireClock: systemClock,
    guests,
    outsiders,
    fleetChannels,
    isUnlimited: isSlackUnlimited,
    observe,
    ...kept,
  });
  const ngrok = await startNgrokAccount({ clock, limits: ngrokLimits, observe, ...kept });
  seedFleet(ngrok);
  const { olga, ada, ben } = slack.people;
  return {
    slack,
    ngrok,
    environment: () => ({
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      NGROK_API_KEY: ngrok.apiKey,
      NGROK_API_URL: ngrok.url,
      OPERATORS: olga.id,
      APPROVERS: `${ada.id},${ben.id}`,
      ADMINS: ada.id,
      SESSION_LABEL: "name",
    }),
    stop: async () => {
      await slack.stop();
      await ngrok.stop();
    },
  };
}
