import type { PersonRecord, Standing } from "./directory.ts";

export type OutsiderName = "gus" | "una" | "stella" | "dora" | "robo" | "greta" | "sven";

const partner = { id: "T0PARTNER", domain: "partner" } as const;

/** Of an Enterprise organization, whose people have one id in all its workspaces. */
const organization = "E0SANDBOX";

/** Who is in the workspace's channels and no full member of it, and a full member who looks as if he were none. */
export function outsiders(ownTeam: string): Record<OutsiderName, PersonRecord> {
  const person = (name: OutsiderName, id: string, realName: string, standing: Standing): PersonRecord => ({
    id,
    name,
    realName,
    standing,
  });
  return {
    gus: person("gus", "U0GUS00001", "Gus Guest", { kind: "guest", channels: "several" }),
    una: person("una", "U0UNA00001", "Una Guest", { kind: "guest", channels: "one" }),
    stella: person("stella", "U0STELLA01", "Stella Stranger", { kind: "external", team: partner }),
    dora: person("dora", "U0DORA0001", "Dora Departed", { kind: "deactivated" }),
    robo: person("robo", "U0ROBO0001", "Robo", { kind: "bot" }),
    greta: person("greta", "W0GRETA001", "Greta Grid", {
      kind: "enterprise",
      team: { id: "T0SISTER", domain: "sister" },
      organization,
      teams: ["T0SISTER", ownTeam],
    }),
    sven: person("sven", "W0SVEN0001", "Sven Sister", {
      kind: "enterprise",
      team: { id: "T0SISTER", domain: "sister" },
      organization,
      teams: ["T0SISTER"],
    }),
  };
}
