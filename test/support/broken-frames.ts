import fc from "fast-check";

const DEEP = 5000;
const LONG = 200_000;

/** Names under which Slack's library tells itself of what happens to its socket. */
const SIGNALS = ["connected", "disconnected", "reconnecting", "close", "error", "ws_message", "slack_event"];

/** What throws where it is put into words. */
const UNSPEAKABLE = { toString: 1, valueOf: 1, toJSON: "x" };

/** Frames that once ended the process, closed the socket, or were taken for something else. */
export const brokenFrames: readonly (string | Uint8Array)[] = [
  "",
  "null",
  "7",
  '"interactive"',
  "[]",
  "{",
  "{}",
  '{"type":null}',
  new Uint8Array(0),
  new Uint8Array([0, 159, 146, 150]),
  new TextEncoder().encode('{"type":"hello"}'),
  JSON.stringify({ type: "events_api" }),
  JSON.stringify({ type: "events_api", envelope_id: "e1", payload: null }),
  JSON.stringify({ type: "events_api", envelope_id: "e2", payload: { event: null } }),
  JSON.stringify({ type: "events_api", envelope_id: "e3", payload: { event: { type: "app_home_opened" } } }),
  JSON.stringify({ type: "interactive" }),
  JSON.stringify({ type: "interactive", envelope_id: "e4", payload: null }),
  JSON.stringify({ type: "interactive", envelope_id: "e5", payload: [] }),
  JSON.stringify({ type: "interactive", envelope_id: "e6", payload: { type: UNSPEAKABLE } }),
  JSON.stringify({
    type: "interactive",
    envelope_id: "e7",
    payload: { type: "block_actions", actions: null },
  }),
  JSON.stringify({ type: "interactive", envelope_id: { id: 1 }, payload: { type: "view_submission" } }),
  JSON.stringify({ type: "slash_commands", envelope_id: "e8", payload: { command: UNSPEAKABLE } }),
  JSON.stringify({ type: "disconnect", reason: UNSPEAKABLE }),
  JSON.stringify({ type: UNSPEAKABLE }),
  ...SIGNALS.map((type) => JSON.stringify({ type, envelope_id: "e9", payload: {} })),
  ...SIGNALS.map((type) =>
    JSON.stringify({ type: "events_api", envelope_id: "e10", payload: { event: { type } } }),
  ),
  `{"type":"interactive","envelope_id":"e11","payload":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`,
  `{"type":"interactive","envelope_id":"e12","payload":${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}}`,
  `{"type":"slash_commands","envelope_id":"e13","payload":{"command":"/ngrok","text":"${"x".repeat(LONG)}"}}`,
];

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, "", 0, -1, [], {}, [null], UNSPEAKABLE, "<!channel>", "\u202e\ud800"),
  fc.constantFrom("x".repeat(LONG), { a: { b: { c: { d: [[[[[]]]]] } } } }),
);

type Change = { at: number; how: "drop" | "replace"; by: unknown };

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom("drop", "replace"),
  by: odd,
});

/** Envelopes that Slack has sent, with some of their fields gone or of another kind; and anything at all. */
export function anyFrame(envelopes: readonly object[]): fc.Arbitrary<string | Uint8Array> {
  const mutated = fc
    .tuple(fc.constantFrom(...envelopes), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([envelope, changes]) => JSON.stringify(changes.reduce(changed, structuredClone(envelope))));
  return fc.oneof(
    { weight: 8, arbitrary: mutated },
    { weight: 1, arbitrary: fc.constantFrom(...brokenFrames) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
    { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
    { weight: 1, arbitrary: fc.uint8Array() },
  );
}

function changed(value: object, { at, how, by }: Change): object {
  const places = placesIn(value);
  const place = places[at % places.length];
  if (!place) return value;
  const { holder, key } = place;
  if (how === "replace") holder[key] = by;
  else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return value;
}

type Holder = Record<string, unknown>;

/** Every field within, however deep. */
function placesIn(value: unknown): { holder: Holder; key: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}
