import { ApiError } from "../api-error.ts";
import type { TextObject } from "../block.ts";
import type { ViewDraft } from "../view-store.ts";
import {
  boolean,
  type Check,
  createFindings,
  type Fields,
  isFields,
  object,
  oneOf,
  string,
} from "./check.ts";
import { plainText } from "./composition.ts";
import { slackLimits } from "./slack-limits.ts";
import { checkBlocks, withIds } from "./validate-blocks.ts";

const shared: Record<string, Check> = {
  callback_id: string(slackLimits.identifier, 0),
  external_id: string(slackLimits.identifier, 0),
  private_metadata: string(slackLimits.privateMetadata, 0),
};

const shapes = {
  modal: object(
    {
      type: oneOf("modal"),
      title: plainText(slackLimits.modalTitle),
      blocks: (value, pointer, findings) => checkBlocks(value, "modal", pointer, findings),
    },
    {
      ...shared,
      submit: plainText(slackLimits.modalButton),
      close: plainText(slackLimits.modalButton),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  ),
  home: object(
    {
      type: oneOf("home"),
      blocks: (value, pointer, findings) => checkBlocks(value, "home", pointer, findings),
    },
    shared,
  ),
};

function hasInput(view: Fields): boolean {
  return Array.isArray(view.blocks) && view.blocks.some((block) => isFields(block) && block.type === "input");
}

function draftOf(view: Fields, type: "modal" | "home"): ViewDraft {
  const text = (value: unknown) => (value === undefined ? null : (structuredClone(value) as TextObject));
  const words = (value: unknown) => (typeof value === "string" ? value : "");
  return {
    type,
    title: text(view.title),
    submit: text(view.submit),
    close: text(view.close),
    blocks: withIds(view.blocks),
    callbackId: words(view.callback_id),
    externalId: words(view.external_id),
    privateMetadata: words(view.private_metadata),
    clearOnClose: view.clear_on_close === true,
    notifyOnClose: view.notify_on_close === true,
  };
}

/** @throws ApiError `invalid_arguments` with Slack's messages, or `view_too_large` */
export function parseView(value: unknown, type: "modal" | "home", at = "/view"): ViewDraft {
  const findings = createFindings();
  if (new TextEncoder().encode(JSON.stringify(value ?? null)).length > slackLimits.viewBytes) {
    throw new ApiError("view_too_large");
  }
  shapes[type](value, at, findings);
  if (type === "modal" && isFields(value) && hasInput(value) && value.submit === undefined) {
    findings.add("missing required field: submit", at);
  }
  if (findings.messages.length > 0 || !isFields(value)) {
    throw ApiError.withMessages("invalid_arguments", findings.messages);
  }
  return draftOf(value, type);
}
