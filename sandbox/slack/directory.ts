import { type OutsiderName, outsiders } from "./outsiders.ts";

export type PersonName = "olga" | "ada" | "ben" | "otto" | OutsiderName | `guest-${number}`;

/** What somebody is to the workspace; a guest by the number of channels that he may be in, as Slack sells them. */
export type Standing =
  | { kind: "member" }
  | { kind: "guest"; channels: "one" | "several" }
  | { kind: "bot" }
  | { kind: "deactivated" }
  /** Of another workspace, by Slack Connect. */
  | { kind: "external"; team: Team }
  /** Of an Enterprise organization: `team` is the workspace that Slack names first, `teams` are all of his. */
  | { kind: "enterprise"; team: Team; organization: string; teams: string[] };

export interface Team {
  id: string;
  domain: string;
}

export interface PersonRecord {
  id: string;
  name: PersonName;
  realName: string;
  standing: Standing;
}

export interface Channel {
  id: string;
  name: string;
  kind: "public" | "private" | "im";
  /** User ids; the bot's is among them where it has been invited. */
  members: Set<string>;
  archived: boolean;
}

export interface UserGroup {
  id: string;
  handle: string;
  members: string[];
}

export const team = { id: "T0SANDBOX", domain: "sandbox" } as const;
export const app = {
  id: "A0NGROKBOT",
  botId: "B0NGROKBOT",
  botUserId: "U0NGROKBOT",
  botName: "ngrok",
  verificationToken: "sandbox-verification",
} as const;

const member: Standing = { kind: "member" };

const residents = {
  olga: { id: "U0OLGA0001", name: "olga", realName: "Olga Operator", standing: member },
  ada: { id: "U0ADA00001", name: "ada", realName: "Ada Approver", standing: member },
  ben: { id: "U0BEN00001", name: "ben", realName: "Ben Approver", standing: member },
  otto: { id: "U0OTTO0001", name: "otto", realName: "Otto Outsider", standing: member },
} as const;

/** The workspace to which somebody belongs first of all, as payloads name it. */
export function teamOf({ standing }: PersonRecord): Team {
  return standing.kind === "external" || standing.kind === "enterprise" ? standing.team : team;
}

export interface Directory {
  /** The four who are always there; of others, those who were asked for. */
  people: Readonly<Record<PersonName, PersonRecord>>;
  /** By the name without #; a DM by `dm-` and the person's name. */
  channels: Readonly<Record<string, Channel>>;
  userGroups: readonly UserGroup[];
  /** By id or by `#name`; a user's id finds the DM with the bot. */
  channel(reference: string): Channel | null;
  personById(userId: string): PersonRecord | null;
  userGroup(groupId: string): UserGroup | null;
}

export interface DirectoryOptions {
  /** People besides the four who are always there, members like them: `guest-1` and on, in every public channel. */
  guests?: number | undefined;
  /** Whether there are those of `outsiders.ts` too, in #fleet alone. */
  outsiders?: boolean | undefined;
  /** Public channels besides #fleet that the bot is in, like everyone: `fleet-1` and on. */
  fleetChannels?: number | undefined;
}

export function createDirectory(options: DirectoryOptions = {}): Directory {
  const { guests = 0, outsiders: withOutsiders = false, fleetChannels = 0 } = options;
  const members: Record<string, PersonRecord> = {
    // Of its own: what becomes of somebody in one workspace is nothing to another.
    ...structuredClone(residents),
    ...Object.fromEntries(Array.from({ length: guests }, guest)),
  };
  const others: Record<string, PersonRecord> = withOutsiders ? outsiders(team.id) : {};
  const people = { ...members, ...others } as Directory["people"];
  const otherIds = Object.values(others).map(({ id }) => id);
  const everyone = Object.values(members).map((person) => person.id);
  const channel = (id: string, name: string, kind: Channel["kind"], members: string[]): Channel => ({
    id,
    name,
    kind,
    members: new Set(members),
    archived: false,
  });
  const all = [
    channel("C0FLEET001", "fleet", "public", [...everyone, ...otherIds, app.botUserId]),
    channel("C0RANDOM01", "random", "public", everyone),
    channel("C0SECRET01", "secret", "private", [residents.olga.id, residents.ada.id]),
    channel("C0ANNOUNCE", "announce", "public", [...everyone, app.botUserId]),
    ...Array.from({ length: fleetChannels }, (_, index) => {
      const number = String(index + 1);
      const id = `C0FLEETS${number.padStart(3, "0")}`;
      return channel(id, `fleet-${number}`, "public", [...everyone, app.botUserId]);
    }),
    ...Object.values(people).map((person) =>
      channel(directId(person.id), `dm-${person.name}`, "im", [person.id, app.botUserId]),
    ),
  ];
  const userGroups = [
    { id: "S0APPROVERS", handle: "approvers", members: [residents.ada.id, residents.ben.id] },
    { id: "S0OPERATORS", handle: "operators", members: [residents.olga.id] },
  ];
  return {
    people,
    channels: Object.fromEntries(all.map((one) => [one.name, one])),
    userGroups,
    channel: (reference) =>
      all.find(
        (one) =>
          one.id === reference ||
          (one.kind !== "im" && `#${one.name}` === reference) ||
          (one.kind === "im" && one.id === directId(reference)),
      ) ?? null,
    personById: (userId) => Object.values(people).find((person) => person.id === userId) ?? null,
    userGroup: (groupId) => userGroups.find((group) => group.id === groupId) ?? null,
  };
}

/** Of the bot's DM with somebody. */
function directId(userId: string): string {
  return userId.replace(/^[UW]/, "D");
}

function guest(_: unknown, index: number): [PersonName, PersonRecord] {
  const number = index + 1;
  const name = `guest-${number}` as const;
  return [
    name,
    { id: `U0GUEST${String(number).padStart(3, "0")}`, name, realName: `Guest ${number}`, standing: member },
  ];
}
