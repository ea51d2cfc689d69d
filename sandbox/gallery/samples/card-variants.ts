import type { CallName, Operation, OperationKind, Problem } from "../../../src/operations/operation.ts";
import { operationKinds } from "../../../src/operations/operation.ts";
import { anOperation, aSessionTarget } from "./an-operation.ts";
import {
  aCallError,
  approved,
  aReport,
  at,
  attention,
  call,
  callsOf,
  candidates,
  departure,
  hour,
  timeout,
  urls,
} from "./card-parts.ts";
import type { CardVariant, Make } from "./card-variant.ts";
import { failures, otherEnds } from "./ended-card-variants.ts";
import { unreviewed } from "./unreviewed-card-variants.ts";

/** Every state that each kind of operation reaches, with every problem, in the order of its life. */
export function cardVariants(): CardVariant[] {
  return operationKinds.flatMap((kind) => {
    const of = (name: string, overrides: Partial<Operation>) => ({
      name: `${kind}: ${name}`,
      operation: anOperation({ kind, id: "op_0123456789abcdefghij", ...overrides }),
    });
    return [
      ...unreviewed(kind),
      ...before(kind, of),
      ...unasked(kind, of),
      ...during(kind, of),
      ...attentions(kind, of),
      ...successes(kind, of),
      ...failures(kind, of),
      ...otherEnds(kind, of),
    ];
  });
}

function before(kind: OperationKind, of: Make): CardVariant[] {
  const chosenAt = at(5 * hour);
  const schedules: [string, Operation["schedule"]][] =
    kind === "session-update"
      ? [
          ["now", { when: "now", chosenAt: null }],
          ["restart later", { when: "restart-later", chosenAt }],
          ["all later", { when: "all-later", chosenAt }],
          ["update only", { when: "update-only", chosenAt: null }],
        ]
      : [["now", { when: "now", chosenAt: null }]];
  const scheduled = { state: "scheduled", ...approved } as const;
  return [
    ...schedules.map(([name, schedule]) => of(`awaiting approval, ${name}`, { schedule })),
    of("awaiting approval of people asked", {
      request: { ...anOperation().request, askedApprovers: ["U0APPROVER", "U0APPROVERTWO"], reason: "" },
    }),
    of("awaiting approval of one more", {
      request: { ...anOperation().request, askedLater: ["U0APPROVERTWO"] },
    }),
    ...(kind === "session-update"
      ? [of("awaiting approval, SDK", { target: aSessionTarget({ agentVersion: "1.13.0" }) })]
      : []),
    of("scheduled at once", { ...scheduled, runAt: at(120) }),
    of("scheduled", { ...scheduled, runAt: chosenAt, schedule: { when: "all-later", chosenAt } }),
    of("postponed", {
      ...scheduled,
      runAt: at(30 * hour),
      postponement: { by: "U0REQUESTER", at: at(200), until: at(30 * hour), from: at(150) },
    }),
  ];
}

/** What nobody has to approve, as its channel first sees it. */
function unasked(kind: OperationKind, of: Make): CardVariant[] {
  const rules = { ...anOperation().rules, approvalRequired: false };
  const [name = "edit"] = callsOf[kind];
  const state =
    name === "update"
      ? "updating"
      : name === "restart"
        ? "restarting"
        : name === "stop"
          ? "stopping"
          : "applying";
  return [
    of("starting unasked", { state: "scheduled", rules, runAt: at(3), expiresAt: null }),
    of("called unasked", { state, rules, call: call(name), expiresAt: null }),
  ];
}

function during(kind: OperationKind, of: Make): CardVariant[] {
  const restarting = {
    state: "restarting",
    ...approved,
    departure: { ...departure, deadlineAt: null },
  } as const;
  const restarts = [
    of("restarting", { ...restarting, call: call("restart") }),
    of("restarting, no answer", { ...restarting, call: call("restart", timeout) }),
    of("confirming", { state: "confirming", ...approved, departure }),
  ];
  if (kind === "session-restart") return restarts;
  if (kind === "session-stop") {
    return [
      of("stopping", { ...restarting, state: "stopping", call: call("stop") }),
      of("confirming", { state: "confirming", ...approved, departure }),
    ];
  }
  if (kind !== "session-update") {
    const [name = "edit"] = callsOf[kind];
    return [
      of("applying", { state: "applying", ...approved, call: call(name) }),
      of("applying unasked, no answer", { state: "applying", call: call(name, timeout) }),
    ];
  }
  const waiting = { state: "waiting", ...approved, updateAcceptedAt: at(135), runAt: at(165) } as const;
  return [
    of("updating", { state: "updating", ...approved, call: call("update") }),
    of("updating, no answer", { state: "updating", ...approved, call: call("update", timeout) }),
    of("updating again", {
      state: "updating",
      ...approved,
      call: { ...call("update", timeout), attempt: 2 },
    }),
    of("waiting", waiting),
    of("waiting, postponed", {
      ...waiting,
      runAt: at(20 * hour),
      postponement: { by: "U0APPROVER", at: at(140), until: at(20 * hour), from: at(100) },
    }),
    of("waiting after an unknown update", {
      ...waiting,
      updateAcceptedAt: null,
      resumption: { by: "U0APPROVER", at: at(150), how: "restart-anyway", until: at(180) },
    }),
    ...restarts,
  ];
}

function heldProblem(call: CallName): Problem {
  const because = { code: "frozen", by: "U0ADMIN", reason: "incident 4711" } as const;
  return { code: "held", call, dueAt: at(165), foundAt: at(165), because };
}

function attentions(kind: OperationKind, of: Make): CardVariant[] {
  const base = { state: "needs-attention", ...approved, attention } as const;
  const needs = (name: string, problem: Problem, overrides: Partial<Operation> = {}) =>
    of(name, { ...base, problem, ...overrides });
  const late = (
    because: "bot-down" | "ngrok-unreachable" | "slack-unreachable",
    name: CallName,
  ): Problem => ({
    code: "too-late",
    call: name,
    dueAt: at(165),
    foundAt: at(165 + 42 * 60),
    because,
  });
  const calls = callsOf[kind];
  const unknown = calls.map((name) =>
    needs(`${name} unknown`, {
      code: "call-unknown",
      call: name,
      error: name === "update" ? aCallError() : timeout,
    }),
  );
  const held = calls.map((name) => needs(`${name} held`, heldProblem(name)));
  const tooLate = calls.map((name) =>
    needs(
      `${name} too late`,
      late("bot-down", name),
      name === "restart" && kind === "session-update" ? { updateAcceptedAt: at(135) } : {},
    ),
  );
  if (kind === "session-stop") {
    return [...unknown, ...tooLate, ...held, needs("still online", { code: "still-online" }, { departure })];
  }
  if (kind !== "session-update" && kind !== "session-restart") return [...unknown, ...tooLate, ...held];
  const owned = { ...attention, ownedBy: { by: "U0OPERATOR", at: at(400) } };
  const missing = { ...aReport, backUrls: urls.slice(0, 1), missingUrls: urls.slice(1) };
  return [
    ...unknown,
    ...tooLate,
    ...held,
    needs("held after a try", heldProblem("restart"), { departure, dueAt: at(225) }),
    needs("too late after a try", late("bot-down", "restart"), { departure, dueAt: at(225) }),
    needs("too late for want of Slack", late("slack-unreachable", "restart")),
    needs("too late for want of ngrok", late("ngrok-unreachable", "restart")),
    needs("not back", { code: "not-back" }, { departure }),
    needs("not back, owned", { code: "not-back" }, { departure, attention: owned }),
    needs("not back, looking", { code: "not-back" }, { departure, attention: { ...owned, lookedAt: null } }),
    needs("ambiguous", { code: "ambiguous", candidates }, { departure }),
    needs(
      "one uncertain candidate",
      { code: "ambiguous", candidates: candidates.slice(0, 1) },
      { departure },
    ),
    needs(
      "one candidate whose leaving nobody saw",
      { code: "ambiguous", candidates: candidates.slice(0, 1) },
      { departure: { ...departure, isWitnessed: false } },
    ),
    needs("no certain candidate", { code: "ambiguous", candidates: [] }, { departure }),
    ...(kind === "session-update"
      ? [
          needs(
            "same version",
            { code: "same-version" },
            { departure, report: { ...aReport, agentVersion: "3.19.0" } },
          ),
        ]
      : []),
    needs("endpoints missing", { code: "endpoints-missing" }, { departure, report: missing }),
  ];
}

function successes(kind: OperationKind, of: Make): CardVariant[] {
  const done = { state: "succeeded", ...approved, endedAt: at(180) } as const;
  if (kind === "session-restart") {
    return [
      of("succeeded", { ...done, departure, report: { ...aReport, agentVersion: "3.19.0" } }),
      of("succeeded with a new version", { ...done, departure, report: aReport }),
    ];
  }
  if (kind !== "session-update") {
    const createdIngressId = kind === "ingress-create" ? "agin_2aBcDeFgHiJkLmNoPqRsTuVw55" : null;
    return [of("succeeded", { ...done, createdIngressId })];
  }
  const accepted = { ...done, updateAcceptedAt: at(135) };
  return [
    of("succeeded", { ...accepted, departure, report: aReport }),
    of("succeeded without URLs", {
      ...accepted,
      departure,
      report: { ...aReport, backUrls: [], awayMs: null },
    }),
    of("update only succeeded", { ...accepted, schedule: { when: "update-only", chosenAt: null } }),
    of("update only succeeded on Windows", {
      ...accepted,
      schedule: { when: "update-only", chosenAt: null },
      target: aSessionTarget({ os: "windows" }),
    }),
  ];
}
