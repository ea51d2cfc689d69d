import { execFile } from "node:child_process";
import { vulnerabilityLines } from "./vulnerability-lines.ts";

const LIMIT_MS = 60_000;
const MOST_BYTES = 64 * 1024 * 1024;

// A report, and never a gate: what is known today was not known yesterday, and the service may be out of reach.
const options = { timeout: LIMIT_MS, maxBuffer: MOST_BYTES };
execFile("npm", ["audit", "--omit=dev", "--json"], options, (error, output) => {
  // npm ends with 1 where something is known, and says what all the same.
  const said = output === "" ? JSON.stringify({ message: error?.message ?? "npm said nothing" }) : output;
  for (const line of vulnerabilityLines(said)) process.stdout.write(`${line}\n`);
});
