/**
 * Whose words a string is: somebody's outside; an id or a URL made elsewhere, which is shown as it is; the bot's and
 * Slack's own.
 */
export type Origin = "foreign" | "id" | "url" | "own";

/** By the field that holds it, wherever in what a view is given; `parent.field` goes before `field`. */
const FIELDS: Record<Origin, readonly string[]> = {
  foreign: [
    ".label",
    ".message",
    ".words",
    "NgrokApiError.text",
    "agentVersion",
    "authority",
    "description",
    "domain",
    "error.message",
    "errorCode",
    "ip",
    "metadata",
    "name",
    "nsTargets",
    "os",
    "privateKeyType",
    "provisioningJob.message",
    "quoted",
    "reason",
    "region",
    "regionDomains",
    "resolution.note",
    "upstream",
  ],
  id: [
    "createdIngressId",
    "credentialId",
    "id",
    "ingressId",
    "newId",
    "newSessionId",
    "ngrokOperationId",
    "sessionId",
    "subjectId",
    "twins",
  ],
  url: ["backUrls", "missingUrls", "sharedUrls", "url", "urls"],
  own: [
    ".reason",
    "NgrokConnectionError.failure",
    "admin",
    "approvalsChannel",
    "approver",
    "approverPing",
    "ascii",
    "askedApprovers",
    "askedLater",
    "because",
    "blockId",
    "by",
    "call",
    "call.name",
    "cardChannelId",
    "cards",
    "certificate",
    "channelId",
    "code",
    "cursor",
    "does",
    "during",
    "error",
    "forStopBy",
    "how",
    "key",
    "kind",
    "limit",
    "link",
    "lost",
    "mentions",
    "message",
    "missing",
    "needed",
    "nextCursor",
    "note",
    "notes",
    "open",
    "operator",
    "outcome",
    "outsider",
    "privateMetadata",
    "seen.certificate",
    "seen.description",
    "seen.metadata",
    "sharedBy",
    "state",
    "text",
    "top",
    "transport",
    "trouble",
    "type",
    "usage",
    "userId",
    "viewer",
    "what",
    "when",
    "who",
    "words",
  ],
};

/** By the view's name and the place among what it takes; all other words there are the bot's own. */
const PLACES: Record<string, Origin> = {
  "anotherDomainText 0": "foreign",
  "candidatesText 0": "foreign",
  "historyCandidatesText 0": "foreign",
  "historyCandidatesText 1": "id",
  "ingressBusy 1": "foreign",
  "ingressCandidatesText 0": "foreign",
  "ingressGoneText 0": "id",
  "noHistoryText 0": "foreign",
  "noIngressText 0": "foreign",
  "refusedModal 2": "foreign",
  "sessionCandidates 0": "foreign",
  "unknownCommand 0": "foreign",
  "workingModal 2": "foreign",
};

/** Words of the bot that a view is handed as they are. */
const OWN_PLACES = [
  "announcementMessage 1",
  "approverProblem 0",
  "cardChannelProblem 0",
  "cardFieldProblem 0",
  "denial 0",
  "denial 1",
  "denial 2",
  "describeError 1",
  "domainProblem 0",
  "elsewhere 0",
  "errorModal 0",
  "errorModal 1",
  "foreignText 0",
  "ingressBusy 0",
  "ingressOutcome 1",
  "ingressUsage 0",
  "loadingModal 0",
  "notAnnouncedText 0",
  "noticeModal 0",
  "noticeModal 1",
  "otherPlaceText 0",
  "otherVersion 0",
  "problemOption 0",
  "reasonMissing 0",
  "recordsMessage 1",
  "refusalText 2",
  "refusedModal 0",
  "refusedModal 1",
  "said 0",
  "sessionAskedModal 0",
  "sessionAskedModal 2",
  "sessionUpdateProblem 0",
  "sessionUsage 0",
  "sharedText 0",
  "sharedText 1",
  "stopNotDoneText 0",
  "takenLine 1",
  "tooManyBytes 0",
  "unbegunText 1",
  "unconfigured 0",
  "unfrozenMessage 1",
  "updateOnlyAdvice 0",
  "workingModal 0",
  "workingModal 1",
];

const byField = new Map(
  Object.entries(FIELDS).flatMap(([origin, fields]) => fields.map((field) => [field, origin as Origin])),
);

/** `field` with what it stands in; empty for words that a view takes by themselves. */
export type Rewrite = (text: string, origin: Exclude<Origin, "own">, field: string) => string;

/** A copy of what a view was given, in which `rewrite` makes every string that is not the bot's own. */
export function rewritten(view: string, given: readonly unknown[], rewrite: Rewrite): unknown[] {
  const name = view.split("#")[1] ?? "";
  return given.map((value, index) => copy(value, { place: `${name} ${index}`, parent: "", field: null }));

  interface At {
    place: string;
    parent: string;
    field: string | null;
  }

  function copy(value: unknown, at: At): unknown {
    if (typeof value === "string") return text(value, at);
    if (Array.isArray(value)) return value.map((one) => copy(one, at));
    if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, copy(one, at)]));
    return isPlain(value) ? fieldsOf(value, at) : value;
  }

  function fieldsOf(value: object, at: At): unknown {
    const parent = value instanceof Error ? value.name : (at.field ?? "");
    const fields = Object.entries(value).map(([field, one]) => [field, copy(one, { ...at, parent, field })]);
    return Object.assign(Object.create(Object.getPrototypeOf(value)), Object.fromEntries(fields), {
      ...(value instanceof Error ? { message: value.message, cause: value.cause } : {}),
    });
  }

  function text(value: string, at: At): string {
    const origin = originOf(at);
    if (origin === "own" || isOwn(value, at, origin) || value === "") return value;
    return rewrite(value, origin, at.field === null ? "" : `${at.parent}.${at.field}`);
  }
}

/** A view that was drawn already has a sample of its own. */
function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Date) && !("blocks" in value);
}

/** Ids of operations are the bot's; errors name themselves. */
function isOwn(
  value: string,
  { parent, field }: { parent: string; field: string | null },
  origin: Origin,
): boolean {
  if (origin === "id") return /^op_/.test(value) && field !== "ngrokOperationId";
  return field === "name" && parent.endsWith("Error");
}

function originOf({ place, parent, field }: { place: string; parent: string; field: string | null }): Origin {
  if (field === null) {
    const origin = PLACES[place] ?? (OWN_PLACES.includes(place) ? "own" : undefined);
    if (origin) return origin;
    throw new Error(`Nobody has said whose words are given as ${place}: see ${import.meta.url}.`);
  }
  const origin = byField.get(`${parent}.${field}`) ?? byField.get(field);
  if (origin) return origin;
  throw new Error(
    `Nobody has said whose words are in ${parent}.${field} of ${place}: see ${import.meta.url}.`,
  );
}
