// The bot asks a few dozen questions over and over; a list in one of them makes another text for each length.
const MOST_NAMED = 100;

/**
 * Of one connection: PostgreSQL parses what has a name once, and plans it a few times. What comes after the first
 * hundred texts goes without. So does what asks for all columns, whichever they are: a newer process may add one
 * meanwhile, and PostgreSQL would refuse the old name from then on.
 */
export function createStatementNames(): (text: string) => { text: string; name?: string } {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return { text, name: known };
    if (names.size >= MOST_NAMED || /\*/.test(text)) return { text };
    const name = `ngrok_chatops_${names.size}`;
    names.set(text, name);
    return { text, name };
  };
}
