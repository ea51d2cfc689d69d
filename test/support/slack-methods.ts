import { readSources } from "./source-files.ts";

const METHOD =
  /\.((?:apps|auth|bots|chat|conversations|files|pins|reactions|team|usergroups|users|views)(?:\.\w+)+)\(/g;

/** The methods of Slack's Web API that the sources call, or those of them that `within` keeps. */
export function calledMethods(within: (path: string) => boolean = () => true): string[] {
  const sources = readSources("src/**/*.ts").filter(({ path }) => within(path));
  const called = sources.flatMap(({ text }) => [...text.matchAll(METHOD)].map(([, method = ""]) => method));
  return [...new Set(called)].sort();
}
