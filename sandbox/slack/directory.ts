export type PersonName = "olga" | "ada" | "ben" | "otto" | `guest-${number}`;

export interface PersonRecord {
  id: string;
  name: PersonName;
  realName: string;
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

const residents: Record<PersonName, PersonRecord> = {
  olga: { id: "U0OLGA0001", name: "olga", realName: "Olga Operator" },
  ada: { id: "U0ADA00001", name: "ada", realName: "Ada Approver" },
  ben: { id: "U0BEN00001", name: "ben", realName: "Ben Approver" },
  otto: { id: "U0OTTO0001", name: "otto", realName: "Otto Outsider" },
};

export interface Directory {
  people: Readonly<Record<PersonName, PersonRecord>>;
  /** By the name without #; a DM by `dm-` and the person's name. */
  channels: Readonly<Record<string, Channel>>;
  userGroups: readonly UserGroup[];
  /** By id or by `#name`; a user's id finds the DM with the bot. */
  channel(reference: string): Channel | null;
  personById(userId: string): PersonRecord | null;
  userGroup(groupId: string): UserGroup | null;
}

/** With so many `guests` besides the four who are always there: `guest-1` and on, in every public channel. */
export function createDirectory(guests = 0): Directory {
  const people = { ...residents, ...Object.fromEntries(Array.from({ length: guests }, guest)) };
  const everyone = Object.values(people).map((person) => person.id);
  const channel = (id: string, name: string, kind: Channel["kind"], members: string[]): Channel => ({
    id,
    name,
    kind,
    members: new Set(members),
    archived: false,
  });
  const all = [
    channel("C0FLEET001", "fleet", "public", [...everyone, app.botUserId]),
    channel("C0RANDOM01", "random", "public", everyone),
    channel("C0SECRET01", "secret", "private", [residents.olga.id, residents.ada.id]),
    channel("C0ANNOUNCE", "announce", "public", [...everyone, app.botUserId]),
    ...Object.values(people).map((person) =>
      channel(person.id.replace(/^U/, "D"), `dm-${person.name}`, "im", [person.id, app.botUserId]),
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
          (one.kind === "im" && one.id === reference.replace(/^U/, "D")),
      ) ?? null,
    personById: (userId) => Object.values(people).find((person) => person.id === userId) ?? null,
    userGroup: (groupId) => userGroups.find((group) => group.id === groupId) ?? null,
  };
}

function guest(_: unknown, index: number): [PersonName, PersonRecord] {
  const number = index + 1;
  const name = `guest-${number}` as const;
  return [name, { id: `U0GUEST${String(number).padStart(3, "0")}`, name, realName: `Guest ${number}` }];
}
