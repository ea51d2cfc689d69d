import { type Check, ok, warning } from "./check.ts";

/** Whether anybody may do anything at all. */
export function checkRoles(roles: Readonly<Record<string, readonly unknown[]>>): Check {
  return {
    name: "roles",
    run: async () => {
      const unset = Object.keys(roles).filter((variable) => roles[variable]?.length === 0);
      if (unset.length === 0) return ok(`${Object.keys(roles).join(" and ")} are set`);
      return warning(
        `${unset.join(" and ")} ${unset.length === 1 ? "is" : "are"} not set: nobody may change anything`,
        "Name people (U…) or user groups (S…) there; `/ngrok help` shows each person's own id. Then start the bot again.",
      );
    },
  };
}
