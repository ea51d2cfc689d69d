import { NotRecordedError, type StoreError, type StoreTrouble } from "./store/store-error.ts";

const what: Record<StoreTrouble, string> = {
  locked: "The bot's record is locked by another program",
  "read-only": "The bot may not write its record",
  disk: "The disk of the bot's record is full, or does not work",
  damaged: "The bot's record is damaged",
  unreachable: "The bot cannot reach its record just now",
  other: "The bot cannot use its record",
};

const next: Record<StoreTrouble, string> = {
  locked: "Try again in a minute; if it lasts, an admin must close that program.",
  "read-only": "An admin must let the bot write its database; then try again.",
  disk: "An admin must see to the disk; then try again.",
  damaged: "An admin must stop the bot and restore a backup.",
  unreachable: "Try again in a minute; if it lasts, an admin must look at the bot's database.",
  other: "Try again; if it lasts, an admin must look at the bot's database.",
};

/** What a failure of the record means to the person who asked; mrkdwn. The log has it for whoever runs the bot. */
export function describeStoreError(error: StoreError): string {
  const outcome =
    error instanceof NotRecordedError
      ? ", so nothing was done."
      : ". It runs only changes that are recorded. Once the record works again, `/ngrok open` shows whether yours is.";
  return `${what[error.trouble]}${outcome} ${next[error.trouble]}`;
}
