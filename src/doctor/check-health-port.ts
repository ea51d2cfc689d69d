import { createServer } from "node:net";
import { z } from "zod";
import { type Check, type Finding, failed, ok, warning } from "./check.ts";

const LOOK_TIMEOUT_MS = 3_000;
const UNREACHABLE = new Set(["EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "UND_ERR_CONNECT_TIMEOUT"]);
const Health = z.object({
  program: z.literal("ngrok-chatops"),
  isWell: z.boolean(),
  problems: z.array(z.string()),
});

/** Whether the port is free, or the running bot's. It is only asked; what is taken for a moment is any free one. */
export function checkHealthPort(host: string, port: number): Check {
  return {
    name: "HEALTH_PORT",
    run: async (signal) => {
      if (port === 0) return ok("any free one; the bot logs which");
      const trouble = await hostTrouble(host, signal);
      if (trouble) return trouble;
      const address = `http://${reachable(host)}:${port}`;
      const answers = await Promise.all(
        ["healthz", "readyz"].map((page) => ask(`${address}/${page}`, signal)),
      );
      return findingOf(answers, `${host}:${port}`);
    },
  };
}

/** Another machine may refuse or answer as well, so only listening tells whether the host is this one. */
async function hostTrouble(host: string, signal: AbortSignal): Promise<Finding | null> {
  const server = createServer();
  const code = await new Promise<string | null>((resolve) => {
    server.once("error", (error) => resolve("code" in error ? String(error.code) : error.name));
    server.once("close", () => resolve(null));
    server.once("listening", () => server.close());
    server.listen({ host, port: 0, signal });
  });
  if (code === null) return null;
  const todo =
    "Set HEALTH_HOST to an address or a name of this machine; 0.0.0.0 stands for all of its addresses.";
  return failed(WRONG_HOSTS[code]?.(host) ?? `${host} cannot be listened at (${code})`, todo);
}

const unknownName = (host: string) => `there is no address for the name ${host}`;
const WRONG_HOSTS: Readonly<Record<string, (host: string) => string>> = {
  ENOTFOUND: unknownName,
  EAI_AGAIN: unknownName,
  EADDRNOTAVAIL: (host) => `${host} is no address of this machine`,
};

type Answer = "nobody" | "silent" | "unreachable" | "stranger" | z.infer<typeof Health>;

function findingOf(answers: readonly Answer[], place: string): Finding {
  if (answers.includes("nobody")) return ok(`${place} is free`);
  if (answers.includes("unreachable")) {
    return failed(`${place} cannot be reached from here`, "Look at this machine's routes and packet filter.");
  }
  if (answers.includes("silent")) {
    return failed(
      `${place} is taken by something that does not answer within ${LOOK_TIMEOUT_MS / 1000} s`,
      "If it is the bot, look at its log; otherwise end it, or set HEALTH_PORT to a free port.",
    );
  }
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
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LOOK_TIMEOUT_MS)]);
  try {
    const answer = await fetch(url, { signal: limit, redirect: "manual" });
    return Health.parse(JSON.parse(await answer.text()));
  } catch (error) {
    if (limit.aborted) return "silent";
    const code = codeOf(error);
    if (code === "ECONNREFUSED") return "nobody";
    return code !== null && UNREACHABLE.has(code) ? "unreachable" : "stranger";
  }
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return "code" in error ? String(error.code) : codeOf(error.cause);
}

/** An address that means every address of this machine is no place to go to. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
