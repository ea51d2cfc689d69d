import type { PersonName } from "../slack/directory.ts";
import type { Production } from "./production.ts";
import type { Post } from "./screen.ts";

export interface UpdateRequest {
  by?: PersonName;
  reason?: string;
  when?: "restart-later" | "all-later" | "update-only";
  /** For the two choices that need it: this many seconds from now. */
  inSeconds?: number;
}

export function sessionIdOf({ sandbox }: Production, agent: string): string {
  return sandbox.ngrok.agents.find(agent).session?.id ?? "";
}

/** Asks for an update in the form; answers its card. */
export async function askUpdate(on: Production, agent: string, request: UpdateRequest = {}): Promise<Post> {
  const { cast } = on;
  const { by = "olga", reason = `CVE-2026-1234 on ${agent}`, when, inSeconds } = request;
  await cast.opens(by, `session update ${sessionIdOf(on, agent)}`, "Reason:");
  if (when !== undefined) await cast.fills(by, { When: when });
  if (inSeconds !== undefined) {
    await cast.modal(by, /estart at:/);
    const at = new Date(on.now().getTime() + inSeconds * 1000);
    await cast.fills(by, { at });
  }
  await cast.fills(by, { Reason: reason });
  const card = await cast.posted(() => cast.submits(by, "Asked; nothing changes before"));
  await cast.closes(by);
  await cast.reads(card, "?");
  return card;
}

/** Asks for an update, and has Ada approve it. */
export async function updateApproved(
  on: Production,
  agent: string,
  request: UpdateRequest = {},
): Promise<Post> {
  const card = await askUpdate(on, agent, request);
  await on.cast.presses("ada", card, "Approve");
  return card;
}

/** Restart or stop, which ask nobody by default: through the confirmation, to the card. */
export async function confirmed(on: Production, command: "restart" | "stop", agent: string): Promise<Post> {
  const { cast } = on;
  await cast.opens("olga", `session ${command} ${sessionIdOf(on, agent)}`, "Reason (optional)");
  const card = await cast.posted(() => cast.submits("olga", "Recorded; it runs without approval"));
  await cast.closes("olga");
  return card;
}

/** How often ngrok was told to do this to the agent. */
export function callsOf(
  { sandbox }: Production,
  command: "update" | "restart" | "stop",
  agent: string,
): number {
  return sandbox.ngrok.calls.filter((call) => call.agent === agent && call.path.endsWith(`/${command}`))
    .length;
}
