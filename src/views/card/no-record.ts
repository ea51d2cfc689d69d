import { commandName } from "../../ids.ts";

/** For a button of an operation that the record does not have. */
export function noRecordText(): string {
  return `There is no record of this change. \`${commandName} history\` shows those that there are.`;
}

/** For *Show ingress* on the card of one that was never created. */
export function notCreatedText(): string {
  return `This ingress was not created. Look at \`${commandName} ingresses\`.`;
}
