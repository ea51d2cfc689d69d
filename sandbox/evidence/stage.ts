import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../src/clock.ts";
import { groupedRoles, staffEnvironment } from "../errands/staff.ts";
import type { Observe } from "../observe.ts";
import { type Sandbox, startSandbox } from "../sandbox.ts";
import type { CampaignDatabase } from "./database.ts";

export interface StageOptions {
  /** Of the folder, in the system's for what is temporary. */
  name: string;
  clock: Clock;
  /** Where that clock began. */
  origin: Date;
  /** People in Slack besides the four who are always there. */
  guests: number;
  observe?: Observe;
  openDatabase(folder: string): Promise<CampaignDatabase>;
}

/** What a run has for itself, before anybody comes. */
export interface Stage {
  sandbox: Sandbox;
  database: CampaignDatabase;
  /** Of logs and, with SQLite, the database. */
  folder: string;
  /** Of a bot that faces it, in which the scripted people have their roles. */
  environment: Record<string, string>;
  /** Removes the database and the folder. */
  discard(): Promise<void>;
}

export async function setStage(options: StageOptions): Promise<Stage> {
  const { name, clock, origin, guests, observe, openDatabase } = options;
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  const sandbox = await startSandbox({
    clock,
    ngrokLimits: { perMinute: 6000, simultaneous: 60 },
    callsKept: 1e7,
    guests,
    observe,
  });
  sandbox.slack.person("olga").invite("#random");
  const database = await openDatabase(folder);
  return {
    sandbox,
    database,
    folder,
    environment: {
      ...sandbox.environment(),
      ...staffEnvironment(sandbox),
      ...groupedRoles(sandbox),
      SANDBOX_SPEED: String(clock.rate),
      SANDBOX_ORIGIN_MS: String(origin.getTime()),
      DATABASE_URL: database.url,
    },
    discard: async () => {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
