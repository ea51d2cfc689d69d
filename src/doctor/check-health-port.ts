import { z } from "zod";
import { type Check, type Finding, failed, ok, warning } from "./check.ts";

const LOOK_TIMEOUT_MS = 3_000;
const Health = z.object({
  program: z.literal("ngrok-chatops"),
  isWell: z.boolean(),
  problems: z.array(z.string()),
});

/** Whether the port is free, or the running bot's. It is only asked, not taken. */
export function checkHealthPort(host: string, port: number): Check {
  return {
    name: "HEALTH_PORT",
    run: async (signal) => {
      if (port === 0) return ok("any free one; the bot logs which");
      const address = `http://${reachable(host)}:${port}`;
      const answers = await Promise.all(
        ["healthz", "readyz"].map((page) => ask(`${address}/${page}`, signal)),
      );
      return findingOf(answers, `${host}:${port}`);
    },
  };
}

type Answer = "nobody" | "stranger" | z.infer<typeof Health>;

function findingOf(answers: readonly Answer[], place: string): Finding {
  if (answers.includes("nobody")) return ok(`${place} is free`);
  const bots = answers.flatMap((answer) => (typeof answer === "string" ? [] : [answer]));
  if (bots.length < answers.length) {
    return failed(
      `${place} is taken by another program`,
      "End that program, or set HEALTH_PORT to a free port.",
    );
  }
  const problems = [...new Set(bots.flatMap((bot) => bot.problems))];
  if (problems.length === 0) return ok(`the running bot answers at ${place}: alive and ready`);
  return warning(`the running bot answers at ${place}: ${problems.join("; ")}`, "Look at its log.");
}

async function ask(url: string, signal: AbortSignal): Promise<Answer> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]);
    const answer = await fetch(url, { signal: limit, redirect: "manual" });
    return Health.parse(JSON.parse(await answer.text()));
  } catch (error) {
    return isRefused(error) ? "nobody" : "stranger";
  }
}

function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === "ECONNREFUSED") || isRefused(error.cause);
}

/** An address that means every address of this machine is no place to go to. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
