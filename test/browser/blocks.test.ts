import type { Page } from "playwright-core";
import { afterEach, describe, expect, test } from "vitest";
import type { PersonName } from "../../sandbox/slack/directory.ts";
import { useDemo } from "./use-demo.ts";

const here = useDemo();
const pages: Page[] = [];
afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
  here.demo.sandbox.slack.faults.clear();
  for (const name of ["olga", "ada"] as const) {
    const person = here.demo.sandbox.slack.person(name);
    if (person.modal()) await person.closeModal({ all: true });
  }
});

const person = (name: PersonName) => here.demo.sandbox.slack.person(name);

/** What the page is told of, a moment later. */
function createHeldFeed() {
  const held: (() => void)[] = [];
  let holding = false;
  return {
    hold: () => {
      holding = true;
    },
    release: () => {
      holding = false;
      for (const send of held.splice(0)) send();
    },
    route: (page: Page) =>
      page.routeWebSocket(/\/live/, (socket) => {
        socket.connectToServer().onMessage((frame) => {
          if (holding) held.push(() => socket.send(frame));
          else socket.send(frame);
        });
      }),
  };
}

async function pageOf(name: PersonName, prepare = async (_page: Page) => {}): Promise<Page> {
  const page = await here.browser.newPage({ timezoneId: "Europe/Berlin" });
  page.setDefaultTimeout(20_000);
  pages.push(page);
  await prepare(page);
  await page.goto(`${here.demo.url}/?as=${name}`);
  return page;
}

function focused(page: Page): Promise<string | null> {
  return page.locator(":focus").getAttribute("id");
}

/** What the person reads of the latest message of the bot in #fleet that has these words. */
function read(name: PersonName, words: string): string | null {
  const texts = person(name)
    .messages("fleet")
    .map((message) => here.demo.sandbox.slack.renderText(message));
  return texts.findLast((text) => text.includes(words)) ?? null;
}

async function askForUpdate(agent: string): Promise<void> {
  await person("olga").command("fleet", `session update ${agent}`);
  await here.demo.sandbox.slack.waitFor(() => person("olga").modal()?.submit, "the form");
  await person("olga").fill({ reason: "a test" });
  await person("olga").submit();
  await here.demo.sandbox.slack.waitFor(() => read("ada", `Update ${agent}?`), "the card");
}

describe("a form", () => {
  test("finds a session while its name is typed, and shows what is missing in its place", async () => {
    const page = await pageOf("olga");
    await person("olga").command("fleet", "session update");
    const form = page.getByRole("dialog", { name: "Update a session" });
    await form.getByRole("combobox", { name: "Session" }).click();
    await page.getByRole("option", { name: /^edge-01/ }).waitFor();
    await page.keyboard.type("edge-07");
    await expect.poll(() => page.getByRole("option").count()).toBe(1);
    await page.keyboard.press("Enter");
    await form.getByText("2 URLs go down.").waitFor();
    expect(await form.getByRole("combobox", { name: "Session" }).textContent()).toContain("edge-07");

    await form.getByRole("button", { name: "Ask for approval" }).click();
    const reason = form.getByRole("textbox", { name: "Reason" });
    const wrong = form.getByText("Please complete this required field.");
    await wrong.waitFor();
    expect(await reason.getAttribute("aria-invalid")).toBe("true");
    expect(await reason.getAttribute("aria-describedby")).toContain(await wrong.getAttribute("id"));
    await expect.poll(() => focused(page)).toBe(await reason.getAttribute("id"));

    // The last letter and the press are one after the other: nothing of it may be lost.
    await page.keyboard.type("A fix for CVE-1, please & soon");
    await form.getByRole("button", { name: "Ask for approval" }).click();
    await form.getByText("Asked; nothing changes before an approver agrees.").waitFor();
    const card = await here.demo.sandbox.slack.waitFor(() => read("olga", "Update edge-07?"), "the card");
    expect(card).toContain("“A fix for CVE-1, please & soon”");
    await form.getByRole("button", { name: "OK" }).click();
    await form.waitFor({ state: "detached" });
    await page.getByText("“A fix for CVE-1, please & soon”").first().waitFor();
    expect(await page.locator("[data-unknown]").count()).toBe(0);
  });

  test("keeps what is typed while the bot redraws it", async () => {
    const live = createHeldFeed();
    const page = await pageOf("olga", live.route);
    await person("olga").command("fleet", "session update edge-05");
    const form = page.getByRole("dialog", { name: "Update a session" });
    const typed = () => JSON.stringify(person("olga").modal()?.values);
    await form.getByRole("textbox", { name: "Reason" }).waitFor();
    live.hold();
    await form.getByRole("textbox", { name: "Reason" }).fill("half");
    await expect.poll(typed).toContain('"half"');
    // What the sandbox had a moment ago comes back to the page when the person has gone on.
    person("otto").say("fleet", "a sign of the times");
    await page.keyboard.insertText(" a sen");
    live.release();
    await page.getByText("a sign of the times", { exact: true }).waitFor();
    expect(await form.getByRole("textbox", { name: "Reason" }).inputValue()).toBe("half a sen");
    await form.getByRole("radio", { name: "Update and restart at a chosen time" }).check();
    const at = form.locator("[type=datetime-local]");
    await at.waitFor();
    expect(await form.getByRole("textbox", { name: "Reason" }).inputValue()).toBe("half a sen");
    await at.fill("2030-01-02T03:04");
    await form.getByText("Europe/Berlin, GMT+1").waitFor();
    const chosen = () =>
      Object.values(person("olga").modal()?.values ?? {}).map((block) => Object.values(block)[0]);
    await expect.poll(chosen).toContainEqual({
      type: "datetimepicker",
      selected_date_time: Date.parse("2030-01-02T02:04:00Z") / 1000,
    });
    expect(chosen()).toContainEqual({ type: "plain_text_input", value: "half a sen" });
  });

  test("is corrected after the bot found an error in it", async () => {
    const page = await pageOf("olga");
    await person("olga").command("fleet", "ingress create");
    const form = page.getByRole("dialog", { name: "Create agent ingress" });
    const domain = form.getByRole("textbox", { name: "Domain" });
    await domain.fill("no domain");
    // Enter in a single line sends the form.
    await domain.press("Enter");
    await expect.poll(() => domain.getAttribute("aria-invalid")).toBe("true");
    await domain.fill("edge.example.net");
    await form.getByRole("combobox", { name: "Certificate" }).click();
    await page.getByRole("option", { name: /RSA/ }).click();
    await form.getByRole("button", { name: "Create" }).click();
    await expect
      .poll(() => here.demo.sandbox.ngrok.ingresses.all().map((one) => one.domain))
      .toContain("edge.example.net");
  });
});

describe("a card", () => {
  test("is approved by mouse, after a question", async () => {
    await askForUpdate("edge-02");
    const page = await pageOf("ada");
    await page.getByRole("button", { name: "Approve" }).last().click();
    const question = page.getByRole("alertdialog", { name: "Update edge-02?" });
    await question.getByRole("button", { name: "Back" }).click();
    await question.waitFor({ state: "detached" });
    expect(read("ada", "Update edge-02?")).not.toBeNull();

    await page.getByRole("button", { name: "Approve" }).last().click();
    await question.getByRole("button", { name: "Approve" }).click();
    await page.getByText("edge-02 restarts at").waitFor();
    await page.locator("[data-countdown]").first().waitFor();
  });

  test("is approved by keyboard alone, and keeps the focus", async () => {
    await askForUpdate("edge-03");
    const page = await pageOf("ada");
    await page.getByRole("button", { name: "Approve" }).last().focus();
    await page.keyboard.press("Enter");
    const question = page.getByRole("alertdialog", { name: "Update edge-03?" });
    await question.waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("edge-03 restarts at").waitFor();
    await page.locator(":focus").filter({ hasText: "edge-03 restarts at" }).waitFor();
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Cancel restart");
  });

  test("says that the bot did not answer, at the button that was pressed", async () => {
    await askForUpdate("edge-06");
    const page = await pageOf("ada");
    await page.getByRole("button", { name: "Deny" }).last().waitFor();
    here.demo.sandbox.slack.faults.goOffline();
    await page.getByRole("button", { name: "Deny" }).last().click();
    const words = page.getByRole("alert").getByText("We had some trouble connecting. Try again?");
    await words.waitFor();
    here.demo.sandbox.slack.faults.comeBack();
    await here.demo.sandbox.slack.waitFor(
      () => here.demo.sandbox.slack.connections > 0,
      "the bot's return",
      30_000,
    );
    await page.getByRole("button", { name: "Deny" }).last().click();
    await page.getByRole("dialog", { name: /^Deny/ }).waitFor();
    expect(await words.count()).toBe(0);
  });
});

describe("modals", () => {
  test("lie above each other, and Escape closes the top one", async () => {
    const page = await pageOf("olga");
    await person("olga").command("fleet", "session update");
    const form = page.getByRole("dialog", { name: "Update a session" });
    await form.getByRole("textbox", { name: "Reason" }).fill("kept");
    // What the bot cannot draw, it says on top.
    here.demo.sandbox.slack.faults.add("views.update", { kind: "error", error: "internal_error" });
    const session = form.getByRole("combobox", { name: "Session" });
    await session.click();
    await page.getByRole("option", { name: /^edge-09/ }).click();
    const above = page.getByRole("dialog", { name: "Not done" });
    await above.waitFor();
    await above.getByRole("button", { name: "Back" }).waitFor();
    await page.locator("[role=dialog]:focus-within").filter({ hasText: "Not done" }).waitFor();
    await page.keyboard.press("Escape");
    await above.waitFor({ state: "detached" });
    expect(await form.getByRole("textbox", { name: "Reason" }).inputValue()).toBe("kept");
    await expect.poll(() => focused(page)).toBe(await session.getAttribute("id"));
    await page.keyboard.press("Escape");
    await form.waitFor({ state: "detached" });
    expect(person("olga").modals()).toEqual([]);
  });

  test("open from a menu in a list", async () => {
    await person("olga").command("fleet", "sessions edge-08");
    const page = await pageOf("olga");
    await page.getByRole("button", { name: "More actions: edge-08" }).last().click();
    await page.getByRole("menuitem", { name: "Show" }).click();
    await page.getByRole("button", { name: "Stop…" }).last().waitFor();
    await page.getByRole("button", { name: "More actions: edge-08" }).last().click();
    await page.getByRole("menuitem", { name: "Restart…" }).click();
    await page.getByRole("dialog", { name: /^Restart/ }).waitFor();
  });
});
