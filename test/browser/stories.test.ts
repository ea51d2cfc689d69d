import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterEach, describe, expect, test } from "vitest";
import { createHands, patience } from "../../sandbox/browser/hands.ts";
import { useDemo } from "./use-demo.ts";

const pictures = process.env.PICTURES ?? "test-output/pictures";
const MOST_STOPS = 80;

const here = useDemo();

// What one story leaves open would stand before the next.
afterEach(async () => {
  for (const { name } of Object.values(here.demo.sandbox.slack.people)) {
    const person = here.demo.sandbox.slack.person(name);
    if (person.modal()) await person.closeModal({ all: true });
  }
});

async function openPage(as: string): Promise<Page> {
  const page = await here.browser.newPage({ viewport: { width: 1280, height: 860 } });
  page.setDefaultTimeout(patience.usual);
  await page.goto(`${here.demo.url}/?as=${as}`);
  return page;
}

const keep = (page: Page, name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });

function sessionOf(agent: string): string {
  return here.demo.sandbox.ngrok.agents.find(agent).session?.id ?? "none";
}

/** Walks the tab stops until it is there, as one without a mouse does. */
async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${MOST_STOPS} times ${key} did not lead to ${target}.`);
}

test("two people update an agent with the mouse, and its new session id is reported", async () => {
  const old = sessionOf("edge-07");
  const page = await openPage("olga");
  const hands = createHands(page);
  await hands.types("/ngrok session update edge-07");
  const form = hands.modal("Update a session");
  await form.getByRole("textbox", { name: "Reason" }).fill("CVE-2026-1234 is fixed in 3.22");
  await keep(page, "update-form");
  await form.getByRole("button", { name: "Ask for approval" }).click();
  await hands.sees(form, "nothing changes before an approver agrees");
  await form.getByRole("button", { name: "OK", exact: true }).click();

  await hands.becomes("Ada");
  const card = hands.message("edge-07");
  await hands.sees(card, "Update edge-07?");
  await keep(page, "update-awaiting");
  await hands.confirms(card, "Approve", "Approve");
  await hands.sees(card, /edge-07 restarts at/);
  await hands.sees(card, /^in 0:/);
  await keep(page, "update-waiting");
  await hands.sees(card, "edge-07 is back.", patience.restart);
  const fresh = sessionOf("edge-07");
  expect(fresh).not.toBe(old);
  await hands.sees(card, fresh);
  await card.getByRole("link", { name: /1 reply/ }).click();
  await hands.sees(page.getByRole("article").last(), old);
  await keep(page, "update-reported");
  await page.close();
});

test("two people do the same with the keyboard alone", async () => {
  const old = sessionOf("edge-01");
  const page = await openPage("olga");
  const hands = createHands(page);
  const { keyboard } = page;
  await tabTo(page, page.getByRole("combobox", { name: /^Message / }));
  await keyboard.type("/ngrok session upd");
  await keyboard.press("Enter");
  await keyboard.type("edge-01");
  await keyboard.press("Enter");
  await keyboard.press("Enter");
  const form = hands.modal("Update a session");
  await tabTo(page, form.getByRole("textbox", { name: "Reason" }));
  await keyboard.type("by keyboard");
  await tabTo(page, form.getByRole("button", { name: "Ask for approval" }));
  await keyboard.press("Enter");
  await tabTo(page, form.getByRole("button", { name: "OK", exact: true }));
  await keyboard.press("Enter");

  await tabTo(page, hands.person("Ben"), "Shift+Tab");
  await keyboard.press("Enter");
  const card = hands.message("edge-01");
  await tabTo(page, card.getByRole("button", { name: "Approve", exact: true }));
  await keyboard.press("Enter");
  await tabTo(page, page.getByRole("alertdialog").getByRole("button", { name: "Approve", exact: true }));
  await keyboard.press("Enter");
  await hands.sees(card, "edge-01 is back.", patience.restart);
  const fresh = sessionOf("edge-01");
  expect(fresh).not.toBe(old);
  await hands.sees(card, fresh);
  await page.close();
});

test("an approver denies with a reason, and the requester reads it", async () => {
  const old = sessionOf("edge-02");
  const page = await openPage("olga");
  const hands = createHands(page);
  await hands.types("/ngrok session update edge-02 it is old");
  const form = hands.modal("Update a session");
  await form.getByRole("button", { name: "Ask for approval" }).click();
  await form.getByRole("button", { name: "OK", exact: true }).click();
  await hands.becomes("Ben");
  const card = hands.message("edge-02");
  await card.getByRole("button", { name: "Deny" }).click();
  const deny = page.getByRole("dialog");
  await deny.getByRole("textbox").fill("Not before the sale is over");
  await keep(page, "deny-form");
  await deny.getByRole("button", { name: "Deny" }).click();
  await hands.becomes("Olga");
  await hands.sees(hands.message("Update of edge-02 denied."), /Not before the sale is over/);
  await keep(page, "denied");
  expect(sessionOf("edge-02")).toBe(old);
  await page.close();
});

test("an ingress is created once the error in its form is corrected", async () => {
  const page = await openPage("olga");
  const hands = createHands(page);
  await hands.types("/ngrok ingress create");
  const form = page.getByRole("dialog");
  const domain = form.getByRole("textbox", { name: /Domain/ });
  const create = form.getByRole("button", { name: "Create", exact: true });
  await domain.fill("not a domain");
  await create.click();
  await form.locator("[aria-invalid=true]").waitFor();
  await keep(page, "ingress-error");
  // What only ngrok knows comes back to the form as well.
  await domain.fill("connect.acme.example.com");
  await create.click();
  await hands.sees(form, /already/);
  expect(await domain.inputValue()).toBe("connect.acme.example.com");
  await keep(page, "ingress-refused");
  await domain.fill("tills.acme.example.com");
  await create.click();
  await hands.sees(form, /tills\.acme\.example\.com/);
  await form.getByText(/NS/).first().waitFor();
  await keep(page, "ingress-created");
  expect(here.demo.sandbox.ngrok.ingresses.all().map((ingress) => ingress.domain)).toContain(
    "tills.acme.example.com",
  );
  await page.close();
});

describe("what goes wrong at a click", () => {
  test("a bot that is killed in the wait and started again restarts the agent, once", async () => {
    const old = sessionOf("edge-03");
    const page = await openPage("olga");
    const hands = createHands(page);
    await hands.types("/ngrok session update edge-03 to be killed");
    const form = hands.modal("Update a session");
    await form.getByRole("button", { name: "Ask for approval" }).click();
    await form.getByRole("button", { name: "OK", exact: true }).click();
    await hands.becomes("Ada");
    const card = hands.message("edge-03");
    await hands.confirms(card, "Approve", "Approve");
    await hands.sees(card, /edge-03 restarts at/);
    await page.getByRole("tab", { name: "Faults" }).click();
    await page.getByRole("button", { name: "Kill", exact: true }).click();
    await hands.sees(page, "Bot not running");
    await keep(page, "bot-killed");
    await page.getByRole("button", { name: "Start again" }).click();
    await hands.sees(card, "edge-03 is back.", patience.restart);
    const restarts = here.demo.sandbox.ngrok.calls.filter(
      ({ path }) => path === `/tunnel_sessions/${old}/restart`,
    );
    expect(restarts.length).toBe(1);
    await hands.sees(card, sessionOf("edge-03"));
    await page.close();
  });
});
