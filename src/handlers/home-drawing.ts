import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import type { FleetWatch, Sight } from "../operations/fleet-watch.ts";
import type { Operation } from "../operations/operation.ts";
import type { OpenOverview } from "../operations/operations.ts";
import { createOutageLog } from "../operations/outage-log.ts";
import { type Onlooker, waitsForPerson } from "../operations/waits-for-person.ts";
import { faultWords } from "../user-error.ts";
import type { Group, HomeData, OpenGroups, Seen } from "../views/home/home-data.ts";
import { homeFingerprint, homeView } from "../views/home/home-view.ts";
import type { Home } from "../views/message.ts";
import type { HandlerDeps } from "./deps.ts";
import { missingRoles } from "./permit.ts";

const READ_OF_EACH = 100;
const ROWS = { mine: 10, attention: 8, running: 8, awaiting: 5 };

export interface HomeDrawing {
  view: Home;
  /** Equal for drawings that differ in nothing but their dates. */
  fingerprint: string;
  /** Operations that may change what ngrok shows. */
  atWork: string[];
}

export interface HomeDrawingDeps extends Pick<HandlerDeps, "operations" | "access" | "settings"> {
  watch: FleetWatch;
  clock: Clock;
  logger: Logger;
}

/** Draws Home for a person from what is on record now, and what was last seen of ngrok. Waits for ngrok never. */
export function createHomeDrawing(deps: HomeDrawingDeps) {
  const { operations, access, settings, watch, clock } = deps;
  const outage = createOutageLog(deps);

  const read = async (): Promise<OpenOverview | string> => {
    try {
      const overview = await operations.openOverview(READ_OF_EACH);
      outage.over("Home reads what is open again");
      return overview;
    } catch (error) {
      outage.failed(error, "Home could not read what is open");
      return faultWords(error);
    }
  };

  return async (userId: string, note: string | null): Promise<HomeDrawing> => {
    const [roles, overview] = await Promise.all([access.rolesOf(userId), read()]);
    const onlooker = { userId, approver: roles.approver && access.configured };
    const { sessions, ingresses } = watch.seen();
    const data: HomeData = {
      userId,
      drawnAt: clock.now(),
      roles,
      missing: missingRoles(settings),
      open: typeof overview === "string" ? overview : await groupsOf(overview, onlooker),
      sessions: seenOf(sessions),
      ingresses: seenOf(ingresses),
      note,
    };
    return { view: homeView(data), fingerprint: homeFingerprint(data), atWork: atWork(overview) };
  };

  async function groupsOf(overview: OpenOverview, onlooker: Onlooker): Promise<OpenGroups> {
    const { awaiting, attention, underWay, ahead, totals } = overview;
    const now = clock.now();
    const rank = (operation: Operation) => waitsForPerson(operation, onlooker, now);
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

  async function group(all: readonly Operation[], most: number, total: number): Promise<Group> {
    const rows = all.slice(0, most).map(async (operation) => ({
      operation,
      link: await operations.cardLink(operation.id).catch(() => null),
    }));
    return { rows: await Promise.all(rows), total };
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
