import { all, boolean, type Check, isFields, list, object, oneOf, string } from "./check.ts";
import { slackLimits } from "./slack-limits.ts";

export const identifier = string(slackLimits.identifier);

export function plainText(max: number): Check {
  return object({ type: oneOf("plain_text"), text: string(max) }, { emoji: boolean });
}

export function anyText(max: number): Check {
  return (value, pointer, findings) => {
    if (isFields(value) && value.type === "mrkdwn") {
      object({ type: oneOf("mrkdwn"), text: string(max) }, { verbatim: boolean })(value, pointer, findings);
    } else {
      plainText(max)(value, pointer, findings);
    }
  };
}

export const confirm = object(
  { title: plainText(slackLimits.confirmTitle), text: anyText(slackLimits.confirmText) },
  {
    confirm: plainText(slackLimits.confirmButton),
    deny: plainText(slackLimits.confirmButton),
    style: oneOf("primary", "danger"),
  },
);

function option(text: Check): Check {
  return object(
    { text, value: string(slackLimits.optionValue) },
    { description: anyText(slackLimits.optionDescription) },
  );
}

export const plainOption = option(plainText(slackLimits.optionText));
export const markedOption = option(anyText(slackLimits.optionText));
export const overflowOption = object(
  { text: plainText(slackLimits.optionText), value: string(slackLimits.optionValue) },
  { description: plainText(slackLimits.optionDescription), url: string(slackLimits.url) },
);

export const optionGroup = object({
  label: plainText(slackLimits.optionGroupLabel),
  options: list(plainOption, slackLimits.options),
});

const distinctValues: Check = (value, pointer, findings) => {
  if (!Array.isArray(value)) return;
  const values = value.map((one) => (isFields(one) ? one.value : undefined));
  if (new Set(values).size < values.length) findings.add("options must have distinct values", pointer);
};

/** Values are told apart by Slack when a person chooses, so they must differ. */
export function options(check: Check, max: number): Check {
  return all(list(check, max), distinctValues);
}
