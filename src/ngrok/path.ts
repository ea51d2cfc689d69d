/**
 * Builds a request path in which every value is one encoded segment, so that no id can name another path.
 * @throws TypeError for an empty value, `.` and `..`, which no encoding makes harmless
 */
export function path(parts: TemplateStringsArray, ...values: string[]): string {
  return parts.reduce((whole, part, index) => `${whole}${segment(values[index - 1])}${part}`);
}

function segment(value: string | undefined): string {
  if (value === undefined || value === "" || value === "." || value === "..") {
    throw new TypeError(`${JSON.stringify(value ?? null)} cannot be an id in a request to ngrok`);
  }
  return encodeURIComponent(value.toWellFormed());
}
