import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { cardVariants } from "../sandbox/gallery/samples/card-variants.ts";
import { commandsOf } from "../src/handlers/commands.ts";
import type { HandlerDeps } from "../src/handlers/deps.ts";
import { helpEntry } from "../src/handlers/help.ts";
import { environmentSchema } from "../src/variables.ts";
import { offerLabel } from "../src/views/card/card-actions.ts";
import { cardMessage } from "../src/views/card/card-message.ts";
import { offers } from "../src/views/card/offers.ts";

const readme = readFileSync("README.md", "utf8");

/** The rows of the table whose head begins with `first`, each as its cells. */
function table(first: string): string[][] {
  const lines = readme.split("\n");
  const head = lines.findIndex((line) => line.startsWith(`| ${first} |`));
  const rest = lines.slice(head + 2);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return rest.slice(0, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const code = (text: string) => `\`${text}\``;

describe("README.md", () => {
  test("its commands are those that the bot answers", () => {
    // The handlers are made, never run.
    const usages = [helpEntry, ...commandsOf({} as HandlerDeps)].map(({ usage }) => code(usage));
    expect(table("command").map(([usage]) => usage)).toEqual(usages);
  });

  test("its variables are those that are read, with their defaults", () => {
    const example = readFileSync(".env.example", "utf8");
    const defaultOf = (name: string) => new RegExp(`^#?${name}=(.*)$`, "m").exec(example)?.[1] ?? "";
    const rows = table("variable");
    expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(environmentSchema.shape).map(code).sort());
    for (const [name = "", shown] of rows) {
      const value = defaultOf(name.replaceAll("`", ""));
      if (value !== "") expect([name, shown]).toEqual([name, code(value)]);
    }
    const needed = Object.entries(environmentSchema.shape)
      .filter(([, schema]) => !schema.safeParse(undefined).success)
      .map(([name]) => code(name));
    expect(rows.filter(([, shown]) => shown === "required").map(([name]) => name)).toEqual(needed);
  });

  test("its scopes are those of the manifest, and the app token's", () => {
    const granted: string[] = parse(readFileSync("manifest.yml", "utf8")).oauth_config.scopes.bot;
    expect(table("scope").map(([scope]) => scope)).toEqual([...granted, "connections:write"].map(code));
  });

  test("what it says of cards, a card says and offers", () => {
    const cards = cardVariants().map(({ operation }) => {
      const [words] = cardMessage(operation, { approverPing: [] }).blocks;
      const labels = offers(operation).map((offer) => offerLabel(offer, operation));
      return { words: JSON.stringify(words), labels: labels.join(", ") };
    });
    const untrue = table("the card says").filter(([title = "", , buttons]) => {
      const bold = title.replaceAll("**", "*");
      return !cards.some(({ words, labels }) => words.includes(bold) && labels === buttons);
    });
    expect(untrue).toEqual([]);
    expect(table("the card says").length).toBeGreaterThan(8);
  });
});
