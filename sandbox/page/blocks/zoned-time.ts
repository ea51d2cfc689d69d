/** `2026-03-01T03:15` on the wall of that zone. */
export function localTime(seconds: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(seconds * 1000));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/**
 * The instant at which the zone's wall shows that time, in seconds; the first of two in autumn, and what the clock was
 * set forward to in spring. Null for what is no time.
 */
export function instantOf(local: string, zone: string): number | null {
  const asUtc = Date.parse(`${local}:00Z`) / 1000;
  if (Number.isNaN(asUtc)) return null;
  const offsetAt = (seconds: number) => Date.parse(`${localTime(seconds, zone)}:00Z`) / 1000 - seconds;
  const day = 86_400;
  const candidates = [offsetAt(asUtc - day), offsetAt(asUtc + day)].map((offset) => asUtc - offset);
  const exact = candidates.filter((seconds) => localTime(seconds, zone) === local);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** `Europe/Berlin, GMT+1`. */
export function zoneWords(zone: string, nowMs: number): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    timeZoneName: "shortOffset",
  }).formatToParts(new Date(nowMs));
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return zone === offset || zone === "UTC" ? zone : `${zone.replaceAll("_", " ")}, ${offset}`;
}
