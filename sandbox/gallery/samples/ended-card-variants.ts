import type { CallError, CallName, Operation, OperationKind } from "../../../src/operations/operation.ts";
import { anIngressTarget, aSessionTarget } from "./an-operation.ts";
import {
  aCallError,
  approved,
  aReport,
  at,
  callsOf,
  candidates,
  departure,
  newSessionId,
} from "./card-parts.ts";
import { type CardVariant, type Make, makesWayForStop } from "./card-variant.ts";

export function failures(kind: OperationKind, of: Make): CardVariant[] {
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
      failed("restart refused on Windows", "restart", agentSays("ERR_NGROK_804", "not supported"), {
        ...accepted,
        target: aSessionTarget({ os: "windows" }),
      }),
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

const person = { by: "U0APPROVER", at: at(900) };

export function otherEnds(kind: OperationKind, of: Make): CardVariant[] {
  const end = (name: string, overrides: Partial<Operation>) => of(name, { endedAt: at(900), ...overrides });
  const cancelled = (during: Operation["state"], forStopBy: string | null = null) =>
    ({ state: "cancelled", cancellation: { ...person, during, forStopBy } }) as const;
  const found = kind.startsWith("session")
    ? aSessionTarget({ sessionId: newSessionId, agentVersion: "3.22.1" })
    : anIngressTarget({ description: "South" });
  const overtaken = {
    state: "superseded",
    supersession: { at: at(900), found: null, during: "waiting" },
  } as const;
  return [
    end("denied", { state: "denied", denial: { ...person, reason: "not during the fair" } }),
    end("expired", { state: "expired" }),
    end("cancelled", cancelled("awaiting-approval")),
    ...(makesWayForStop(kind) ? [end("cancelled for a stop", cancelled("scheduled", "U0APPROVER"))] : []),
    ...(kind === "session-update"
      ? [
          end("restart cancelled", { ...cancelled("waiting"), updateAcceptedAt: at(135) }),
          end("another change came first", { ...overtaken, ...approved, updateAcceptedAt: at(135) }),
          end("another change came first, after a try", { ...overtaken, ...approved, departure }),
        ]
      : []),
    end("superseded", { state: "superseded", supersession: { at: at(900), found, during: "scheduled" } }),
    end("superseded, gone", { state: "superseded", supersession: { at: at(900), found: null } }),
    ...resolutions(kind, of),
  ];
}

function resolutions(kind: OperationKind, of: Make): CardVariant[] {
  type How = NonNullable<Operation["resolution"]>["how"];
  const resolved = (how: How, overrides: Partial<Operation> = {}, matter = "") =>
    of(`resolved: ${how}${matter}`, {
      endedAt: at(900),
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
  const unchanged = { ...aReport, agentVersion: "3.19.0" };
  const noted = (problem: Operation["problem"], overrides: Partial<Operation> = {}) =>
    resolved("noted", { departure, problem, ...overrides }, `, ${problem?.code}`);
  const late: Operation["problem"] = {
    code: "too-late",
    call: callsOf[kind][0] ?? "edit",
    dueAt: at(165),
    foundAt: at(3000),
    because: "bot-down",
  };
  const isSession = kind.startsWith("session");
  const report = { departure, report: { ...aReport, awayMs: 400_000 } };
  return [
    resolved("noted"),
    ...(kind === "session-update"
      ? [
          noted({ code: "same-version" }, { report: unchanged }),
          noted({ code: "not-back" }),
          noted({ code: "ambiguous", candidates }),
        ]
      : []),
    resolved("left", { problem: late }),
    resolved("closed"),
    ...(isSession ? [resolved("returned", kind === "session-stop" ? {} : report)] : []),
    ...(isSession && kind !== "session-stop" ? [resolved("chosen", { departure, report: aReport })] : []),
  ];
}
