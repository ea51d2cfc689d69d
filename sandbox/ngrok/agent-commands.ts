import { type Agent, connect, forgetPlans, returnDelayMs, startProgram } from "./agent.ts";
import { commandRefusals } from "./refusals.ts";
import type { Reply } from "./reply.ts";
import type { ResourceIds } from "./resource-ids.ts";
import type { Timers } from "./timers.ts";

export type CommandName = "update" | "restart" | "stop";
export type CommandEffect = "update-started" | "restart-begun" | "stop-begun";

export interface CommandContext {
  timers: Timers;
  ids: ResourceIds;
  newestOf(version: string): string;
  /** Starts another program with the same configuration beside this one. */
  duplicate(agent: Agent): void;
}

const noCallback = "the agent has not defined a callback for this operation";

/** Carries a command out as the agent would; `onEffect` is told of what happened, also when the answer is an error. */
export function runCommand(
  command: CommandName,
  agent: Agent,
  context: CommandContext,
  onEffect: (effect: CommandEffect) => void,
): Reply {
  // Between a restart and the session's end the agent is still listed but hears nothing any more.
  if (agent.state !== "online") throw commandRefusals.networkError();
  const effect = { update, restart, stop }[command](agent, context);
  if (effect) onEffect(effect);
  if (agent.behaviour.answer810) throw commandRefusals.networkError();
  return { status: 204, afterMs: agent.behaviour.answerAfterMs };
}

function update(agent: Agent, context: CommandContext): CommandEffect {
  if (agent.kind === "ssh") throw commandRefusals.sshUpdate();
  if (agent.kind === "sdk") throw commandRefusals.updateUnsupported(noCallback);
  const { updatesDisabled, refuseUpdate, updateTakesMs } = agent.behaviour;
  // The wordings of 806 and 809 come from the agent; but for "No update available" they are guesses.
  if (updatesDisabled) {
    throw commandRefusals.updateUnsupported("update checks are disabled in the agent's configuration");
  }
  if (refuseUpdate !== null) throw commandRefusals.updateFailed(refuseUpdate);
  if (agent.update === "running")
    throw commandRefusals.updateFailed("the agent is already in the process of updating");
  if (agent.update === "done") {
    throw commandRefusals.updateFailed("the agent has already updated but has not been restarted");
  }
  const newest = context.newestOf(agent.version);
  if (newest === agent.version) throw commandRefusals.updateFailed("No update available");
  agent.update = "running";
  agent.pending.update = context.timers.after(updateTakesMs, () => {
    agent.pending.update = null;
    agent.update = "done";
    agent.installed = newest;
  });
  return "update-started";
}

function restart(agent: Agent, context: CommandContext): CommandEffect | null {
  if (agent.kind === "ssh") throw commandRefusals.sshRestart();
  if (agent.kind === "sdk") throw commandRefusals.restartUnsupported(noCallback);
  const { refuseRestart, failRestart, ignoreRestart, neverReturn } = agent.behaviour;
  if (agent.os === "windows")
    throw commandRefusals.restartUnsupported("remote restart is not supported on windows");
  if (refuseRestart !== null) throw commandRefusals.restartUnsupported(refuseRestart);
  if (failRestart !== null) throw commandRefusals.restartFailed(failRestart);
  if (ignoreRestart) return null;
  leave(agent, context, neverReturn ? "offline" : "restarting");
  return "restart-begun";
}

function stop(agent: Agent, context: CommandContext): CommandEffect | null {
  if (agent.kind === "sdk") throw commandRefusals.stopUnsupported(noCallback);
  const { refuseStop, failStop, ignoreStop, returnAfterStop } = agent.behaviour;
  if (refuseStop !== null) throw commandRefusals.stopUnsupported(refuseStop);
  if (failStop !== null) throw commandRefusals.stopFailed(failStop);
  if (ignoreStop) return null;
  leave(agent, context, returnAfterStop ? "restarting" : "stopped");
  return "stop-begun";
}

function leave(agent: Agent, context: CommandContext, then: "restarting" | "offline" | "stopped"): void {
  forgetPlans(agent);
  agent.state = "leaving";
  agent.pending.life = context.timers.after(agent.behaviour.leaveAfterMs, () => {
    agent.pending.life = null;
    agent.session = null;
    agent.awaySince = context.timers.now();
    agent.state = then;
    if (agent.behaviour.comeBackUnchanged) agent.installed = agent.version;
    startProgram(agent);
    if (then !== "restarting") return;
    agent.pending.life = context.timers.after(returnDelayMs(agent), () => comeBack(agent, context));
  });
}

function comeBack(agent: Agent, { ids, timers, duplicate }: CommandContext): void {
  agent.pending.life = null;
  if (agent.behaviour.comeBackFromIp !== null) agent.ip = agent.behaviour.comeBackFromIp;
  connect(agent, ids, timers.now(), !agent.behaviour.comeBackWithoutEndpoints);
  if (agent.behaviour.returnTwice) duplicate(agent);
}
