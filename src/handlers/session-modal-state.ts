import { UserRefusal } from "../user-error.ts";
import { otherVersion } from "../views/other-version.ts";
import { channelIdSchema } from "./form-state.ts";

/** What a session's modal carries from its opening to its submit. */
export interface SessionModalState {
  /** Where the card goes. */
  channelId: string;
  sessionId: string;
  /** The unfinished operation that the person was shown; empty where there was none. */
  holderId: string;
  /** What the form called its device. */
  name: string;
}

// No id holds a space.
export function packState({ channelId, sessionId, holderId, name }: SessionModalState): string {
  return `${channelId} ${sessionId} ${holderId} ${name}`;
}

/** @throws UserRefusal when another version of the bot has opened the modal */
export function unpackState(privateMetadata: string): SessionModalState {
  const [channelId, sessionId, holderId, ...name] = privateMetadata.split(" ");
  if (!channelIdSchema.safeParse(channelId).success || !channelId || !sessionId || holderId === undefined) {
    throw new UserRefusal(otherVersion("window"));
  }
  return { channelId, sessionId, holderId, name: name.join(" ") };
}
