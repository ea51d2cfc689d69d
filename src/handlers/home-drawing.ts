import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { FleetWatch, Sight } from "../operations/fleet-watch.ts";
import type { Freeze } from "../operations/freeze.ts";
import type { Operation } from "../operations/operation.ts";
import type { OpenOverview } from "../operations/operations.ts";
import { createOutageLog } from "../operations/outage-log.ts";
import { type Onlooker, waitsForPerson } from "../operations/waits-for-person.ts";
import { faultWords } from "../user-error.ts";
import type { Group, HomeData, OpenGroups, Seen } from "../views/home/home-data.ts";
import { homeDenied } from "../views/home/home-denied.ts";
import { homeFingerprint, homeView } from "../views/home/home-view.ts";
import type { Home } from "../views/message.ts";
import type { HandlerDeps } from "./deps.ts";
import { missingRoles } from "./permit.ts";
import { shareRead } from "./share-read.ts";

const READ_OF_EACH = 100;
const ROWS = { mine: 10, attention: 8, running: 8, awaiting: 5 };

export interface HomeDrawing {
  view: Home;
  /** Equal for drawings that differ in nothing but their dates. */
  fingerprint: string;
  /** Operations that may change what ngrok shows. */
  atWork: string[];
}

export interface HomeDrawingDeps extends Pick<HandlerDeps, "access" | "freezes"> {
  operations: Pick<HandlerDeps["operations"], "openOverview" | "cardLink">;
  settings: Pick<HandlerDeps["settings"], "viewers" | "operators" | "approvers">;
  watch: FleetWatch;
  clock: Clock;
  logger: Logger;
}

type Links = Map<string, Promise<string | null>>;

/** What is on record, and of it the links that somebody's drawing has asked for. */
interface Reading {
  overview: OpenOverview | string;
  freeze: Freeze | null;
  links: Links;
}

/** Draws Home for a person from what is on record now, and what was last seen of ngrok. Waits for ngrok never. */
export function createHomeDrawing(deps: HomeDrawingDeps) {
  const { operations, access, settings, watch, clock } = deps;
  const outage = createOutageLog(deps);

  // A change is drawn for everybody who has Home open.
  const read = shareRead(() => readRecord(deps, outage));

  return async (userId: string, note: string | null): Promise<HomeDrawing> => {
    // Home is in no channel: a role in any will do. Whoever has it open is drawn every few seconds.
    const roles = await access.rolesOf(userId, null, "idle");
    if (!roles.viewer) return deniedDrawing({ userId, roles, viewersNamed: settings.viewers.length > 0 });
    const { overview, freeze, links } = await read();
    const onlooker = { userId, approver: roles.approver && access.configured };
    const { sessions, ingresses } = watch.seen();
    const data: HomeData = {
      userId,
      drawnAt: clock.now(),
      roles,
      missing: missingRoles(settings),
      freeze,
      open: typeof overview === "string" ? overview : await groupsOf({ overview, links }, onlooker),
      sessions: seenOf(sessions),
      ingresses: seenOf(ingresses),
      note,
    };
    return { view: homeView(data), fingerprint: homeFingerprint(data), atWork: atWork(overview) };
  };

  async function groupsOf(
    { overview, links }: { overview: OpenOverview; links: Links },
    onlooker: Onlooker,
  ): Promise<OpenGroups> {
    const { awaiting, attention, underWay, ahead, totals } = overview;
    const onlookerOf = await onlookersOf(access, onlooker, [...awaiting, ...attention]);
    const group = (all: readonly Operation[], most: number, total: number) =>
      drawn(links, all.slice(0, most), total);
    const now = clock.now();
    const rank = (operation: Operation) => waitsForPerson(operation, onlookerOf(operation), now);
    const isMine = (operation: Operation) => rank(operation) !== null;
    const isOthers = (operation: Operation) => !isMine(operation);
    const mine = [...awaiting, ...attention].filter(isMine).sort((a, b) => (rank(a) ?? 0) - (rank(b) ?? 0));
    // Beyond what was read nobody knows whose they are: an approver may decide them, as far as can be told.
    const unread = unreadOf(totals.awaiting, awaiting);
    const [unreadMine, unreadOthers] = onlooker.approver ? [unread, 0] : [0, unread];
    const running = [...underWay, ...ahead];
    const others = awaiting.filter(isOthers);
    const needing = attention.filter(isOthers);
    return {
      mine: await group(mine, ROWS.mine, mine.length + unreadMine),
      attention: await group(needing, ROWS.attention, needing.length + unreadOf(totals.attention, attention)),
      running: await group(
        running,
        ROWS.running,
        running.length + unreadOf(totals.underWay, underWay) + unreadOf(totals.ahead, ahead),
      ),
      awaiting: await group(others, ROWS.awaiting, others.length + unreadOthers),
    };
  }

  async function drawn(links: Links, shown: readonly Operation[], total: number): Promise<Group> {
    const rows = shown.map(async (operation) => {
      const link = links.get(operation.id) ?? operations.cardLink(operation.id).catch(() => null);
      links.set(operation.id, link);
      return { operation, link: await link };
    });
    return { rows: await Promise.all(rows), total };
  }
}

function deniedDrawing(person: Parameters<typeof homeDenied>[0]): HomeDrawing {
  const view = homeDenied(person);
  return { view, fingerprint: JSON.stringify(view), atWork: [] };
}

/** By the channel of an operation's card: a person may be an approver in some alone. */
async function onlookersOf(
  access: HandlerDeps["access"],
  onlooker: Onlooker,
  seen: readonly Operation[],
): Promise<(operation: Operation) => Onlooker> {
  const channels = [...new Set(seen.map(({ request }) => request.channelId))];
  const roles = await Promise.all(
    channels.map((channelId) => access.rolesOf(onlooker.userId, channelId, "idle")),
  );
  const approves = new Map(channels.map((channelId, at) => [channelId, roles[at]?.approver === true]));
  return ({ request }) => ({
    ...onlooker,
    approver: onlooker.approver && approves.get(request.channelId) === true,
  });
}

async function readRecord(
  { operations, freezes }: HomeDrawingDeps,
  outage: ReturnType<typeof createOutageLog>,
): Promise<Reading> {
  try {
    const [overview, freeze] = await Promise.all([operations.openOverview(READ_OF_EACH), freezes.current()]);
    outage.over("Home reads what is open again");
    return { overview, freeze, links: new Map() };
  } catch (error) {
    outage.failed(error, "Home could not read what is open");
    return { overview: faultWords(error), freeze: null, links: new Map() };
  }
}

/** The count is another look than the rows: something may have come or ended between them. */
function unreadOf(total: number, rows: readonly Operation[]): number {
  return rows.length < READ_OF_EACH ? 0 : Math.max(0, total - rows.length);
}

function atWork(overview: OpenOverview | string): string[] {
  if (typeof overview === "string") return [];
  return [...overview.underWay, ...overview.attention].map(({ id }) => id);
}

function seenOf<T>(sight: Sight<T>): Seen<T> {
  if (sight.state !== "failed") return sight;
  const { error, ...rest } = sight;
  return { ...rest, words: faultWords(error) };
}
