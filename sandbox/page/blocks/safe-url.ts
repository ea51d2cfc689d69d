const FOLLOWED = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Null for what is no link that a person should follow, such as `javascript:`. */
export function safeUrl(url: string): string | null {
  try {
    return FOLLOWED.has(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}
