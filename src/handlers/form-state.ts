import { z } from "zod";
import { UserRefusal } from "../user-error.ts";
import { otherVersion } from "../views/other-version.ts";

/** Where a card or an answer goes. */
export const channelIdSchema = z.string().regex(/^[CDGUW][A-Z0-9]+$/);
/** Of an ingress, what its form had shown of each field. */
export const seenSchema = z.object({
  description: z.string(),
  metadata: z.string(),
  certificate: z.string(),
});

/**
 * What a form carries along, out of sight.
 * @throws UserRefusal when another version of the bot has opened the form
 */
export function formState<T>(schema: z.ZodType<T>, privateMetadata: string): T {
  const { success, data } = schema.safeParse(parse(privateMetadata));
  if (success) return data;
  throw new UserRefusal(otherVersion("window"));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
