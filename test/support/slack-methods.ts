import { readSources } from "./source-files.ts";

const METHOD =
  /\.((?:apps|auth|bots|chat|conversations|files|pins|reactions|team|usergroups|users|views)(?:\.\w+)+)\(/g;

/** The methods of Slack's Web API that the sources call. */
export function calledMethods(): string[] {
  const called = readSources("src/**/*.ts").flatMap(({ text }) =>
    [...text.matchAll(METHOD)].map(([, method = ""]) => method),
  );
  return [...new Set(called)].sort();
}
