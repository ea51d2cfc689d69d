import type {
  CallError,
  CallName,
  Candidate,
  Operation,
  OperationKind,
  Problem,
  Report,
} from "../../src/operations/operation.ts";
import { operationKinds } from "../../src/operations/operation.ts";
import { anIngressTarget, anOperation, aSessionTarget, askedAt } from "./an-operation.ts";

export interface CardVariant {
  name: string;
  operation: Operation;
}

const at = (seconds: number) => new Date(askedAt.getTime() + seconds * 1000);
const hour = 3600;

export const newSessionId = "ts_2nEwIdOfThEsAmEaGeNtX7Kq2P";
const urls = ["https://edge-07.example.com", "tcp://1.tcp.eu.ngrok.io:20707"];
const approved = { approval: { by: "U0APPROVER", at: at(120) } };
const departure = {
  notBefore: at(165),
  leftAt: null,
  isWitnessed: true,
  sharedUrls: [],
  twins: [],
  urls,
  deadlineAt: at(345),
};
const attention = { since: at(345), lateUntil: at(345 + 24 * hour), ownedBy: null, lookedAt: at(345) };

export const aReport: Report = {
  newSessionId,
  agentVersion: "3.22.1",
  startedAt: at(171),
  awayMs: 6000,
  backUrls: urls,
  missingUrls: [],
};

const candidates: Candidate[] = [newSessionId, "ts_2oThErTwInOfThEsAmEaGb91Zt0"].map((sessionId, index) => ({
  sessionId,
  agentVersion: "3.22.1",
  startedAt: at(171 + index),
  ip: "203.0.113.7",
  region: "eu",
  urls: index === 0 ? urls : [],
}));

export function aCallError(overrides: Partial<CallError> = {}): CallError {
  const message = "No update available";
  return { kind: "api", code: "ERR_NGROK_809", status: 400, message, ngrokOperationId: "op_1", ...overrides };
}

const timeout = aCallError({
  kind: "timeout",
  code: null,
  status: null,
  message: "ngrok did not answer within 30 s",
  ngrokOperationId: null,
});

const callsOf: Record<OperationKind, CallName[]> = {
  "session-update": ["update", "restart"],
  "session-restart": ["restart"],
  "session-stop": ["stop"],
  "ingress-create": ["create"],
  "ingress-edit": ["edit"],
  "ingress-delete": ["delete"],
};

function call(name: CallName, error: CallError | null = null) {
  return { name, startedAt: at(130), attempt: 1, error };
}

/** Every state that each kind of operation reaches, with every problem, in the order of its life. */
export function cardVariants(): CardVariant[] {
  return operationKinds.flatMap((kind) => {
    const of = (name: string, overrides: Partial<Operation>) => ({
      name: `${kind}: ${name}`,
      operation: anOperation({ kind, id: "op_0123456789abcdefghij", ...overrides }),
    });
    return [
      ...before(kind, of),
      ...during(kind, of),
      ...attentions(kind, of),
      ...successes(kind, of),
      ...failures(kind, of),
      ...otherEnds(kind, of),
    ];
  });
}

type Make = (name: string, overrides: Partial<Operation>) => CardVariant;

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
    of("scheduled at once", { ...scheduled, runAt: at(120) }),
    of("scheduled", { ...scheduled, runAt: chosenAt, schedule: { when: "all-later", chosenAt } }),
    of("postponed", {
      ...scheduled,
      runAt: at(30 * hour),
      postponement: { by: "U0REQUESTER", at: at(200), until: at(30 * hour), from: at(150) },
    }),
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
    of("waiting after an unknown update", { ...waiting, updateAcceptedAt: null }),
    ...restarts,
  ];
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
  const tooLate = calls.map((name) =>
    needs(
      `${name} too late`,
      late("bot-down", name),
      name === "restart" && kind === "session-update" ? { updateAcceptedAt: at(135) } : {},
    ),
  );
  if (kind === "session-stop") {
    return [...unknown, ...tooLate, needs("still online", { code: "still-online" }, { departure })];
  }
  if (kind !== "session-update" && kind !== "session-restart") return [...unknown, ...tooLate];
  const owned = { ...attention, ownedBy: { by: "U0OPERATOR", at: at(400) } };
  const missing = { ...aReport, backUrls: urls.slice(0, 1), missingUrls: urls.slice(1) };
  return [
    ...unknown,
    ...tooLate,
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
    needs("no certain candidate", { code: "ambiguous", candidates: [] }, { departure }),
    needs(
      "same version",
      { code: "same-version" },
      { departure, report: { ...aReport, agentVersion: "3.19.0" } },
    ),
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
  ];
}

function failures(kind: OperationKind, of: Make): CardVariant[] {
  const failed = (name: string, callName: CallName, error: CallError, overrides: Partial<Operation> = {}) =>
    of(name, {
      state: "failed",
      ...approved,
      endedAt: at(140),
      problem: { code: "call-refused", call: callName, error },
      ...overrides,
    });
  const agentSays = (code: string, message: string) => aCallError({ code, message });
  if (kind === "session-update") {
    const accepted = { updateAcceptedAt: at(135) };
    return [
      failed("no update available", "update", aCallError()),
      failed("an unknown refusal", "update", agentSays("ERR_NGROK_809", "disk full on /usr")),
      failed("key refused", "update", aCallError({ code: "ERR_NGROK_206", status: 403, message: "secret" })),
      failed("restart refused", "restart", agentSays("ERR_NGROK_808", "exec format error"), accepted),
      failed("restart not allowed", "restart", aCallError({ code: "ERR_NGROK_1701", status: 403 }), accepted),
    ];
  }
  const codes = {
    "session-restart": ["ERR_NGROK_804", "ERR_NGROK_808", "ERR_NGROK_1122", "ERR_NGROK_635"],
    "session-stop": ["ERR_NGROK_805", "ERR_NGROK_807", "ERR_NGROK_1701"],
    "ingress-create": ["ERR_NGROK_6704", "ERR_NGROK_6705", "ERR_NGROK_6706", "ERR_NGROK_6707"],
    "ingress-edit": ["ERR_NGROK_6700", "ERR_NGROK_6701"],
    "ingress-delete": ["ERR_NGROK_202", "ERR_NGROK_9999"],
  }[kind];
  const [name = "edit"] = callsOf[kind];
  const why = "the agent has not defined a callback for this operation";
  return codes.map((code) => failed(`failed with ${code}`, name, agentSays(code, why)));
}

function otherEnds(kind: OperationKind, of: Make): CardVariant[] {
  const end = (name: string, overrides: Partial<Operation>) => of(name, { endedAt: at(900), ...overrides });
  const person = { by: "U0APPROVER", at: at(900) };
  const cancelled = (during: Operation["state"], forStopBy: string | null = null) =>
    ({ state: "cancelled", cancellation: { ...person, during, forStopBy } }) as const;
  const resolved = (how: NonNullable<Operation["resolution"]>["how"], overrides: Partial<Operation> = {}) =>
    end(`resolved: ${how}`, {
      state: "resolved",
      ...approved,
      resolution: {
        ...person,
        by: how === "returned" ? null : person.by,
        how,
        note: how === "noted" ? "Went there, plugged it in." : "",
      },
      ...overrides,
    });
  const isSession = kind.startsWith("session");
  const found = isSession
    ? aSessionTarget({ sessionId: newSessionId, agentVersion: "3.22.1" })
    : anIngressTarget({ description: "South" });
  return [
    end("denied", { state: "denied", denial: { ...person, reason: "not during the fair" } }),
    end("expired", { state: "expired" }),
    end("cancelled", cancelled("awaiting-approval")),
    end("cancelled for a stop", cancelled("scheduled", "U0APPROVER")),
    ...(kind === "session-update"
      ? [end("restart cancelled", { ...cancelled("waiting"), updateAcceptedAt: at(135) })]
      : []),
    end("superseded", { state: "superseded", supersession: { at: at(900), found } }),
    end("superseded, gone", { state: "superseded", supersession: { at: at(900), found: null } }),
    resolved("noted"),
    resolved("left", {
      problem: {
        code: "too-late",
        call: callsOf[kind][0] ?? "edit",
        dueAt: at(165),
        foundAt: at(3000),
        because: "bot-down",
      },
    }),
    resolved("closed"),
    ...(isSession
      ? [
          resolved(
            "returned",
            kind === "session-stop" ? {} : { departure, report: { ...aReport, awayMs: 400_000 } },
          ),
        ]
      : []),
    ...(isSession && kind !== "session-stop" ? [resolved("chosen", { departure, report: aReport })] : []),
  ];
}
