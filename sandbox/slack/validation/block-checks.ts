import { all, boolean, byType, type Check, isFields, list, object, oneOf, string } from "./check.ts";
import { anyText, identifier, plainText } from "./composition.ts";
import { inputElements, interactiveElements } from "./element-checks.ts";
import { richTextElements } from "./rich-text-checks.ts";
import { slackLimits } from "./slack-limits.ts";

export type Surface = "message" | "modal" | "home";

function block(type: string, required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return object({ type: oneOf(type), ...required }, { block_id: identifier, ...optional });
}

const image = {
  image_url: string(slackLimits.url),
  alt_text: string(slackLimits.altText),
};
const imageElement = object({ type: oneOf("image"), ...image });

const textOrFields: Check = (value, pointer, findings) => {
  if (isFields(value) && value.text === undefined && value.fields === undefined) {
    findings.add("must provide either text or fields", pointer);
  }
};

const contextElement: Check = (value, pointer, findings) => {
  const check = isFields(value) && value.type === "image" ? imageElement : anyText(slackLimits.sectionText);
  check(value, pointer, findings);
};

const richText = block("rich_text", { elements: list(richTextElements, 1000) });
const cell = byType({
  raw_text: object({ type: oneOf("raw_text"), text: string(slackLimits.sectionText) }),
  raw_number: object({ type: oneOf("raw_number"), value: () => {}, text: string(slackLimits.sectionText) }),
  rich_text: richText,
});
const columnSetting = object({}, { align: oneOf("left", "center", "right"), is_wrapped: boolean });

const blocks: Record<string, Check> = {
  section: all(
    block(
      "section",
      {},
      {
        text: anyText(slackLimits.sectionText),
        fields: list(anyText(slackLimits.fieldText), slackLimits.sectionFields),
        accessory: byType({ ...interactiveElements, image: imageElement }),
        expand: boolean,
      },
    ),
    textOrFields,
  ),
  header: block("header", { text: plainText(slackLimits.headerText) }),
  divider: block("divider", {}),
  context: block("context", { elements: list(contextElement, slackLimits.contextElements) }),
  actions: block("actions", { elements: list(byType(interactiveElements), slackLimits.actionsElements) }),
  image: block("image", image, { title: plainText(slackLimits.altText) }),
  rich_text: richText,
  markdown: block("markdown", { text: string(slackLimits.markdownText) }),
  table: block(
    "table",
    { rows: list(list(cell, slackLimits.tableColumns), slackLimits.tableRows) },
    { column_settings: list(columnSetting, slackLimits.tableColumns, 0) },
  ),
  input: block(
    "input",
    {
      label: plainText(slackLimits.inputLabel),
      element: byType({
        ...omit(interactiveElements, ["button", "overflow"]),
        ...inputElements,
      }),
    },
    { hint: plainText(slackLimits.inputHint), optional: boolean, dispatch_action: boolean },
  ),
  alert: block(
    "alert",
    { text: anyText(slackLimits.alertText) },
    { level: oneOf("default", "info", "warning", "error", "success") },
  ),
};

function omit(checks: Record<string, Check>, names: string[]): Record<string, Check> {
  return Object.fromEntries(Object.entries(checks).filter(([name]) => !names.includes(name)));
}

/** Sources disagree whether a table may stand on Home: refused. */
const refusedOn: Record<Surface, string[]> = {
  message: ["alert"],
  modal: ["table", "markdown"],
  home: ["alert", "table", "markdown"],
};

export function blockCheck(surface: Surface): Check {
  return byType(omit(blocks, refusedOn[surface]));
}
