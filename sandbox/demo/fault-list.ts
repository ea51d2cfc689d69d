import type { BehaviourChanges } from "../ngrok/agent-options.ts";
import type { Fault as NgrokFault } from "../ngrok/faults.ts";
import type { Fault as SlackFault } from "../slack/faults.ts";
import type { FaultEntry } from "./entries.ts";

type Words = Pick<FaultEntry, "label" | "does" | "expect">;

/** How a fault is brought about. */
export type FaultPlan = Words &
  (
    | { via: "slack"; method: string; fault: SlackFault; times: number }
    | { via: "slack-sockets"; reason: "refresh_requested" | "silently" }
    | { via: "slack-offline" }
    | { via: "ngrok"; fault: NgrokFault }
    | { via: "agent"; behaviour: BehaviourChanges }
    | { via: "agent-network"; connected: boolean }
  );

const slackFaults = {
  "slack-refresh": {
    label: "Refresh the sockets now",
    does: "Slack asks the bot to connect anew, as it does every few hours.",
    expect: "A new connection within seconds; what is clicked meanwhile may have to be clicked again.",
    via: "slack-sockets",
    reason: "refresh_requested",
  },
  "slack-cut": {
    label: "Cut the sockets now",
    does: "All connections to Slack break without a word.",
    expect: "The bot connects anew by itself.",
    via: "slack-sockets",
    reason: "silently",
  },
  "slack-offline": {
    label: "Slack is offline",
    does: "No socket and no call gets through until this is switched off.",
    expect: "No restart is triggered while the bot cannot say so; everything goes on once Slack is back.",
    via: "slack-offline",
  },
  "slack-429": {
    label: "429 on posting",
    does: "Slack refuses the next post, to be tried again in 10 s.",
    expect: "The message comes 10 s later, and once.",
    via: "slack",
    method: "chat.postMessage",
    fault: { kind: "rate-limit", retryAfterSeconds: 10 },
    times: 1,
  },
  "slack-503": {
    label: "503 on any call",
    does: "Slack answers the next 3 calls with an error of its own.",
    expect:
      "The bot tries again, and posts nothing twice; where a form comes too late, it says so in its DM.",
    via: "slack",
    method: "*",
    fault: { kind: "status", status: 503 },
    times: 3,
  },
} satisfies Record<string, FaultPlan>;

const ngrokFaults = {
  "ngrok-429": {
    label: "429",
    does: "ngrok refuses the next 3 requests, as if someone else had used the account's budget up.",
    expect: "The bot waits as long as ngrok asks for, 5 s, and tries again.",
    via: "ngrok",
    fault: { action: "429", path: "/**", retryAfterSeconds: 5, times: 3 },
  },
  "ngrok-502": {
    label: "502 with a page of HTML",
    does: "Every request is answered by a gateway that knows nothing, until this is switched off.",
    expect: "Lists and forms say that ngrok is in trouble; a change is not made, or looked after.",
    via: "ngrok",
    fault: { action: "html-502", path: "/**", times: "always" },
  },
  "ngrok-slow": {
    label: "8 s slow",
    does: "Every answer takes 8 s, until this is switched off.",
    expect: "Forms open at once, and say that ngrok is asked; a list comes once ngrok has answered.",
    via: "ngrok",
    fault: { action: "slow", path: "/**", ms: 8000, times: "always" },
  },
  "ngrok-silent": {
    label: "No answer at all",
    does: "Requests are taken and never answered, until this is switched off.",
    expect: "The bot gives up after 10 s and says so; a command's outcome is then unknown.",
    via: "ngrok",
    fault: { action: "hang", path: "/**", times: "always" },
  },
  "update-810": {
    label: "Update: outcome unknown",
    does: "The next update is carried out, and ngrok answers that it may not have been (810).",
    expect: "The bot asks once more, and quotes the agent, which has begun already; a person decides.",
    via: "ngrok",
    fault: { action: "810-executed", method: "POST", path: "/tunnel_sessions/*/update" },
  },
  "update-lost": {
    label: "Update: answer lost",
    does: "The next update is carried out, and the connection breaks before the answer.",
    expect: "As above: it is never taken for granted, and never repeated blindly.",
    via: "ngrok",
    fault: { action: "drop-after", method: "POST", path: "/tunnel_sessions/*/update" },
  },
  "restart-810": {
    label: "Restart: outcome unknown",
    does: "The next restart is carried out, and ngrok answers that it may not have been (810).",
    expect: "The bot looks whether the old session is gone, and goes on.",
    via: "ngrok",
    fault: { action: "810-executed", method: "POST", path: "/tunnel_sessions/*/restart" },
  },
  "restart-lost": {
    label: "Restart: answer lost",
    does: "The next restart is carried out, and the connection breaks before the answer.",
    expect: "The bot looks whether the old session is gone, and goes on.",
    via: "ngrok",
    fault: { action: "drop-after", method: "POST", path: "/tunnel_sessions/*/restart" },
  },
} satisfies Record<string, FaultPlan>;

const agentFaults = {
  "agent-refuses-update": {
    label: "Refuses to update",
    does: "Its program may not be written: “open /usr/local/bin/ngrok: permission denied”.",
    expect: "The card quotes the agent; nothing has changed.",
    via: "agent",
    behaviour: { refuseUpdate: "open /usr/local/bin/ngrok: permission denied" },
  },
  "agent-refuses-restart": {
    label: "Refuses to restart",
    does: "It updates, and then says: “remote restart is disabled in the agent's configuration”.",
    expect: "The card says that the update has started and the restart was refused.",
    via: "agent",
    behaviour: { refuseRestart: "remote restart is disabled in the agent's configuration" },
  },
  "agent-never-returns": {
    label: "Never returns",
    does: "It restarts and stays away.",
    expect: "After 3 min the card says that it is not back, and asks a person; the bot keeps looking.",
    via: "agent",
    behaviour: { neverReturn: true },
  },
  "agent-twins": {
    label: "Returns twice",
    does: "Two programs of the same configuration start after its restart.",
    expect:
      "The one that serves its URLs is it; where both do, as with edge-03, a person is asked after 3 min.",
    via: "agent",
    behaviour: { returnTwice: true },
  },
  "agent-old-version": {
    label: "Returns on the old version",
    does: "It restarts, and the update has had no effect.",
    expect: "The card says that it is back, still on the old version.",
    via: "agent",
    behaviour: { comeBackUnchanged: true },
  },
  "agent-no-endpoints": {
    label: "Returns without its endpoints",
    does: "It restarts and serves none of its URLs.",
    expect: "After 3 min the card says that its URLs are missing, and the thread says which.",
    via: "agent",
    behaviour: { comeBackWithoutEndpoints: true },
  },
  "agent-disconnects": {
    label: "Disconnect it now",
    does: "Its network breaks: the session ends, and no other begins.",
    expect: "It is gone from the lists, and what is approved for its session is not run.",
    via: "agent-network",
    connected: false,
  },
  "agent-reconnects": {
    label: "Reconnect it now",
    does: "It connects anew, under a new session id.",
    expect: "What was asked for its old session is not run on the new one; the card offers to ask again.",
    via: "agent-network",
    connected: true,
  },
} satisfies Record<string, FaultPlan>;

/** All that can go wrong here at a click, in the order in which it is shown. */
export const faultPlans: Readonly<Record<string, FaultPlan>> = {
  ...slackFaults,
  ...ngrokFaults,
  ...agentFaults,
};
