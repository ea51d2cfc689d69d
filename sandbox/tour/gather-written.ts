import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { BotProcess } from "../bot-process.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Written } from "../secrets/find-leaks.ts";

const AUDIT = fileURLToPath(new URL("../../src/audit-main.ts", import.meta.url));

/**
 * All that bots have written: to their output, in the bodies of their calls, into the databases in `folder` with what
 * lies beside them, and what these export.
 */
export async function gatherWritten(from: {
  sandbox: Sandbox;
  bots: readonly BotProcess[];
  folder: string;
}): Promise<Written[]> {
  const { slack, ngrok } = from.sandbox;
  const files = await readdir(from.folder);
  const databases = files.filter((name) => name.endsWith(".db"));
  return [
    ...from.bots.map(({ lines }, index) => ({ where: `bot's output ${index}`, text: lines.join("\n") })),
    ...slack.calls.map(({ method, args }) => ({
      where: `to Slack, ${method}`,
      text: `${method} ${JSON.stringify(args)}`,
    })),
    ...ngrok.calls.map(({ method, path, query, body }) => ({
      where: `to ngrok, ${method} ${path}`,
      text: `${path} ${query} ${body}`,
    })),
    ...(await Promise.all(
      files.map(async (name) => ({ where: `record ${name}`, text: await readFile(join(from.folder, name)) })),
    )),
    ...(await Promise.all(
      databases.flatMap((name) =>
        ["jsonl", "csv"].map(async (format) => ({
          where: `audit of ${name} as ${format}`,
          text: await exported(join(from.folder, name), format),
        })),
      ),
    )),
  ];
}

async function exported(file: string, format: string): Promise<Buffer> {
  const child = spawn(process.execPath, [AUDIT, "--format", format], {
    env: { DATABASE_URL: `file:${file}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, problems] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  return Buffer.concat([out, problems]);
}
