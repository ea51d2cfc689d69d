import { describeError, ShownError, UserRefusal } from "../user-error.ts";

/** Why a form came back, in mrkdwn. `blockId` names the input that it belongs under; null: above the form. */
export interface FormError {
  text: string;
  blockId: string | null;
}

/** What of `error` the form says, and what is thrown on once it has been said; null when that was all. */
export function formError(error: unknown): { error: FormError; rest: ShownError | null } {
  const { text, reference } = describeError(error);
  const isRefusal = error instanceof UserRefusal;
  return {
    error: { text, blockId: isRefusal ? error.blockId : null },
    rest: isRefusal ? null : new ShownError(error, reference),
  };
}
