import { z } from "zod";
import { errorModal } from "../views/error-modal.ts";
import { plainFromMrkdwn } from "../views/plain-from-mrkdwn.ts";
import { problemOption } from "../views/problem-option.ts";
import { said } from "../views/said.ts";
import { cut } from "../views/text.ts";

const LONGEST_FIELD_ERROR = 500;

const Submission = z.object({
  type: z.literal("view_submission"),
  view: z.object({
    title: z.object({ text: z.string() }).catch({ text: "Not done" }),
    blocks: z.array(z.object({ type: z.string(), block_id: z.string() })).catch([]),
  }),
});
const Suggestion = z.object({ type: z.literal("block_suggestion") });
const Command = z.object({ command: z.string() });

/** @returns true when the ack itself tells the person, so that nothing else needs to */
export async function ackProblem(
  ack: (answer?: unknown) => Promise<void>,
  body: unknown,
  text: string,
  blockId: string | null,
): Promise<boolean> {
  const submission = Submission.safeParse(body);
  if (submission.success) {
    await ack(submissionAnswer(submission.data, text, blockId));
    return true;
  }
  if (Suggestion.safeParse(body).success) {
    await ack({ options: [problemOption(plainFromMrkdwn(text))] });
    return true;
  }
  if (Command.safeParse(body).success) {
    await ack({ response_type: "ephemeral", ...said(text) });
    return true;
  }
  await ack();
  return false;
}

/** At the field where there is one: the form stays as it is. */
function submissionAnswer({ view }: z.infer<typeof Submission>, text: string, blockId: string | null) {
  const inputs = view.blocks.filter((block) => block.type === "input").map((block) => block.block_id);
  const at = blockId !== null && inputs.includes(blockId) ? blockId : inputs[0];
  if (at === undefined) return { response_action: "update", view: errorModal(view.title.text, text) };
  return { response_action: "errors", errors: { [at]: cut(plainFromMrkdwn(text), LONGEST_FIELD_ERROR) } };
}
