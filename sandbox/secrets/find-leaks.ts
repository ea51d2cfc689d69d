/** What somebody or something has written, and where. */
export interface Written {
  where: string;
  text: string | Uint8Array;
}

/** Shorter pieces stand in half of what is written by chance. */
const SHORTEST = 8;

/**
 * Where a secret stands in what was written, in whichever of the spellings that programs give it; never the secret
 * itself. `secrets` by the names by which they are told.
 * @throws when a secret is too short to be looked for
 */
export function findLeaks(secrets: Readonly<Record<string, string>>, written: readonly Written[]): string[] {
  const sought = Object.entries(secrets).flatMap(([name, secret]) =>
    spellings(secret).map(([spelling, bytes]) => ({ told: `${name}, ${spelling}`, bytes })),
  );
  return written.flatMap(({ where, text }) => {
    const bytes = Buffer.from(text);
    return sought.filter((one) => bytes.includes(one.bytes)).map(({ told }) => `${where}: ${told}`);
  });
}

function spellings(secret: string): [string, Buffer][] {
  if (secret.length < SHORTEST)
    throw new Error(`A secret of ${secret.length} characters cannot be looked for.`);
  const bytes = Buffer.from(secret);
  const utf16 = Buffer.from(secret, "utf16le");
  const texts: [string, string][] = [
    ["as it is", secret],
    ["in JSON", JSON.stringify(secret).slice(1, -1)],
    ["in JSON within JSON", JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1)],
    ["in a URL", encodeURIComponent(secret)],
    ["in a form", new URLSearchParams({ x: secret }).toString().slice(2)],
    ["in HTML", secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")],
    ["in hex", bytes.toString("hex")],
    ...[0, 1, 2].flatMap((shift): [string, string][] => [
      [`in base64, ${shift} bytes on`, base64Within(bytes, shift, "base64")],
      [`in base64url, ${shift} bytes on`, base64Within(bytes, shift, "base64url")],
    ]),
  ];
  // Most spell most secrets alike: told once.
  const distinct = new Map([...texts].reverse().map(([name, text]) => [text, name]));
  return [
    ...[...distinct].map(([text, name]): [string, Buffer] => [name, Buffer.from(text)]),
    ["in UTF-16", utf16],
  ];
}

/** The characters that are the same whatever stands before and after the secret. */
function base64Within(bytes: Buffer, shift: number, encoding: "base64" | "base64url"): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString(encoding)
    .replace(/=+$/, "");
  const firstOwn = Math.ceil((shift * 8) / 6);
  const lastWhole = Math.floor(((shift + bytes.length) * 8) / 6);
  return whole.slice(firstOwn, lastWhole);
}
