import type { FilledModal } from "../../../src/views/form-again.ts";
import type { Modal } from "../../../src/views/message.ts";

/** A modal as Slack hands it over at its submit, with `values` typed into it. */
export function filled(modal: Modal, values: FilledModal["state"]["values"] = {}): FilledModal {
  return {
    callback_id: modal.callback_id ?? "",
    title: modal.title,
    submit: modal.submit ?? null,
    close: modal.close ?? null,
    private_metadata: modal.private_metadata ?? "",
    blocks: modal.blocks,
    state: { values },
  };
}
