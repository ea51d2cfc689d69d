import { parseArgs } from "node:util";

export interface DoctorOptions {
  isJson: boolean;
  isHelp: boolean;
}

export const doctorUsage = `npm run doctor [-- --json]

Looks at all that the bot needs: the configuration, both tokens, the scopes against the manifest, people, user groups
and channels, the ngrok key and what it may do, the database, the clock. It changes nothing, and may run beside a bot
that is at work. Each line begins with ok, warning, FAILED or not checked; below a line stands what to do.

  --json   one JSON object a line instead
  --help   this text

It ends with 0 when nothing failed, with 1 when something did, and with 78 when the bot would not start at all: the
configuration cannot be used, or Slack refuses a token. The variables come from the environment, or from .env.
`;

/** @returns problems, a line each, when the arguments cannot be used */
export function parseDoctorOptions(given: string[]): DoctorOptions | { problems: string[] } {
  try {
    const { values } = parseArgs({
      args: given,
      options: { json: { type: "boolean" }, help: { type: "boolean" } },
    });
    return { isJson: values.json === true, isHelp: values.help === true };
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
}
