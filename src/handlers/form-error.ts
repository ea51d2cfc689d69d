import { NgrokError } from "../ngrok/errors.ts";
import { UserRefusal } from "../user-error.ts";

/** Why a form came back, as plain text. `blockId` names the input that it belongs under; null: above the form. */
export interface FormError {
  text: string;
  blockId: string | null;
}

export function formError(error: unknown): FormError {
  if (error instanceof UserRefusal) return { text: error.message, blockId: error.blockId };
  if (error instanceof NgrokError) return { text: error.message, blockId: null };
  return { text: "The bot could not do this, through a fault of its own. Try again.", blockId: null };
}

/** Whether the form is all the answer that this error needs; any other is a fault that the log must have. */
export function isAnswer(error: unknown): boolean {
  return error instanceof UserRefusal || error instanceof NgrokError;
}
