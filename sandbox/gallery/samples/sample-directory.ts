/** Who and what the samples name. */
export const sampleDirectory = {
  people: [
    person("U0REQUESTER", "olga", "Olga Operator"),
    person("U0OPERATOR", "oskar", "Oskar Operator"),
    person("U0APPROVER", "ada", "Ada Approver"),
    person("U0APPROVERTWO", "ben", "Ben Approver"),
    person("U0ADMIN", "grace", "Grace Admin"),
    person("U0OUTSIDER", "otto", "Otto Outsider"),
    ...Array.from({ length: 30 }, (_, index) =>
      person(`U0GUEST${String(index).padStart(3, "0")}`, `guest-${index}`, `Guest ${index}`),
    ),
  ],
  channels: [
    channel("C0OPS", "ops"),
    channel("C0FLEET001", "fleet"),
    channel("C0APPROVALS", "approvals"),
    ...Array.from({ length: 12 }, (_, index) => channel(`C0SITE${index}`, `site-${index}`)),
  ],
  groups: [{ id: "S0APPROVERS", handle: "approvers" }],
  bot: { id: "U0NGROKBOT", name: "ngrok" },
};

function person(id: string, name: string, realName: string) {
  return { id, name, realName };
}

function channel(id: string, name: string) {
  return { id, name, kind: "public" as const };
}
