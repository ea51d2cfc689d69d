/** What manifest.yml asks for; a test holds this list to it. */
export const neededScopes = [
  "commands",
  "chat:write",
  "channels:read",
  "groups:read",
  "im:read",
  "channels:history",
  "groups:history",
  "im:history",
  "usergroups:read",
  "users:read",
] as const;
