import type { Clock } from "../../src/clock.ts";
import type { Moment } from "../evidence/evidence.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Gust } from "./weather.ts";

/** In which Slack did not answer at all, or let nobody open a socket. */
export interface Span {
  from: Date;
  to: Date;
}

export interface Weather {
  readonly moments: readonly Moment[];
  /** Slack's outages. */
  readonly slackAway: readonly Span[];
  /** When Slack closed sockets or kept new ones from opening, until it let the bot come back. */
  readonly socketTroubles: readonly Span[];
  /** How often each kind came. */
  counts(): Record<string, number>;
  /** The rest does not come, and what is on ends. */
  clearUp(): void;
}

/** A fault that has met nobody by then passes: what is called seldom would else fail for minutes. */
const PASSING_MS = 20_000;
/** Sockets that Slack wants to close are closed so long after it said so, in real time. */
const CLOSING_MS = 10_000;

/** Lets everything that is forecast happen to the sandbox at its time. */
export function blow(gusts: readonly Gust[], { slack, ngrok }: Sandbox, clock: Clock): Weather {
  const moments: Moment[] = [];
  const slackAway: Span[] = [];
  const socketTroubles: Span[] = [];
  const happened: string[] = [];
  const ends = new Set<() => void>();

  const lasting = (forMs: number, end: () => void, spans: Span[][]) => {
    const span = { from: clock.now(), to: new Date(clock.now().getTime() + forMs) };
    for (const list of spans) list.push(span);
    const cancel = clock.setTimer(() => over(), forMs);
    const over = () => {
      cancel();
      ends.delete(over);
      span.to = clock.now();
      end();
    };
    ends.add(over);
  };
  const happen = (gust: Gust) => {
    switch (gust.kind) {
      case "sockets": {
        const closingMs = gust.reason === "silently" ? 0 : CLOSING_MS * clock.rate;
        const from = clock.now();
        socketTroubles.push({ from, to: new Date(from.getTime() + closingMs) });
        return slack.faults.disconnectSockets(gust.reason, gust.which === "one" ? 1 : undefined);
      }
      case "no-new-sockets":
        // An outage of Slack ends it as well.
        slack.faults.refuseConnections(true);
        return lasting(gust.forMs, () => slack.faults.refuseConnections(slack.faults.offline), [
          socketTroubles,
        ]);
      case "slack": {
        const takeBack = slack.faults.add(gust.method, gust.fault, gust.times);
        return lasting(PASSING_MS, takeBack, []);
      }
      case "slack-away":
        slack.faults.goOffline();
        return lasting(gust.forMs, slack.faults.comeBack, [slackAway, socketTroubles]);
      case "repeat":
        return slack.faults.repeat(gust.what);
      case "ngrok": {
        const { id } = ngrok.faults.add(gust.fault);
        return lasting(PASSING_MS, () => void ngrok.faults.clear(id), []);
      }
      case "ngrok-away": {
        const { id } = ngrok.faults.add(gust.fault);
        return lasting(gust.forMs, () => void ngrok.faults.clear(id), []);
      }
    }
  };
  const waits = gusts.map((gust) =>
    clock.setTimer(() => {
      happened.push(nameOf(gust));
      moments.push({ at: clock.now(), operationId: null, words: `weather: ${JSON.stringify(gust)}` });
      happen(gust);
    }, gust.atMs),
  );

  return {
    moments,
    slackAway,
    socketTroubles,
    counts: () =>
      Object.fromEntries([...Map.groupBy(happened, (name) => name)].map(([name, all]) => [name, all.length])),
    clearUp: () => {
      for (const cancel of waits) cancel();
      for (const end of [...ends]) end();
      slack.faults.clear();
      ngrok.faults.clear();
    },
  };
}

function nameOf(gust: Gust): string {
  switch (gust.kind) {
    case "sockets":
      return `${gust.which} socket ${gust.reason}`;
    case "slack":
      return `Slack ${gust.fault.kind}`;
    case "ngrok":
      return `ngrok ${gust.fault.action}`;
    case "ngrok-away":
      return `ngrok away: ${gust.fault.action}`;
    case "slack-away":
      return "Slack away";
    case "repeat":
      return `${gust.what} twice`;
    case "no-new-sockets":
      return "no new sockets";
  }
}
