import type { Option } from "../block.ts";
import { createFindings, type Fields, list, object } from "../validation/check.ts";
import { optionGroup, options, plainOption } from "../validation/composition.ts";
import { slackLimits } from "../validation/slack-limits.ts";

const flat = object({ options: options(plainOption, slackLimits.options) });
const grouped = object({ option_groups: list(optionGroup, slackLimits.optionGroups) });

/** The options of an ack; none is allowed. @throws Error where Slack would show its own error instead of a list */
export function parseSuggestions(payload: Fields): Option[] {
  const groups = payload.option_groups as { options: Option[] }[] | undefined;
  if (Array.isArray(payload.options) && payload.options.length === 0) return [];
  const findings = createFindings();
  (groups ? grouped : flat)(payload, "", findings);
  if (findings.messages.length > 0) {
    throw new Error(`Slack shows an error instead of the bot's options: ${findings.messages.join("; ")}`);
  }
  return groups ? groups.flatMap((group) => group.options) : (payload.options as Option[]);
}
