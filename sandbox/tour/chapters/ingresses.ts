import type { Production } from "../production.ts";
import { must } from "../stage.ts";

export async function ingresses(on: Production): Promise<void> {
  on.stage.chapter("Agent ingresses: list, show, create, edit, delete");
  await on.stage.scene(() => looking(on));
  await on.stage.scene(() => creating(on));
  await on.stage.scene(() => editing(on));
  await on.stage.scene(() => deleting(on));
  await on.stage.scene(() => refused(on));
}

async function looking({ stage, cast }: Production): Promise<void> {
  await stage.step("Ada lists the ingresses.", () => cast.asks("ada", "ingresses"), [
    "3 agent ingresses",
    "connect.acme.example.com",
    "certificate fails: the NS records are missing or wrong",
    "[⋯ Show | Edit… | Delete…]",
  ]);
  await stage.step(
    "She shows the one without its NS records: all fields, the records, the region domains, the certificate.",
    () =>
      cast.told("ada", () =>
        cast.presses("ada", cast.answerOf("ada"), "Show", { row: "tunnel.example.org" }),
      ),
    [
      "tunnel.example.org. NS ",
      "Region domains",
      "It could not be issued: the NS records are missing or wrong (DNS_ERROR).",
      "Check them at the domain's DNS provider",
    ],
  );
  await stage.step("She shares the NS records with the colleague who owns the DNS.", async () => {
    const details = cast.answerOf("ada");
    return cast.reads(
      await cast.posted(() => cast.presses("ada", details, "Share records here")),
      "NS records for",
    );
  }, ["Shared by @ada", "tunnel.example.org. NS "]);
}

async function creating({ stage, cast, sandbox }: Production): Promise<void> {
  await stage.step("Olga opens the form.", () => cast.opens("olga", "ingress create", "Domain:"), [
    "At most 255 bytes",
    "[Create] [Cancel]",
  ]);
  await stage.step("A domain that is none, and a description too long in bytes: both are said at their fields.", async () => {
    await cast.fills("olga", {
      Domain: "not a domain",
      Description: "ü".repeat(128),
      Metadata: '{"owner":"edge"}',
    });
    return cast.submits("olga", "takes 256 bytes");
  }, [
    "! Give the domain alone",
    "! The description takes 256 bytes; ngrok allows 255. Shorten it by 1 byte.",
  ]);
  await stage.step("She mends both, but the domain is ngrok's own: ngrok's answer stands at the field, nothing is lost.", async () => {
    await cast.fills("olga", { Domain: "mine.ngrok.app", Description: "Edge of the north" });
    return cast.submits("olga", "Nothing changed.");
  }, ["This account does not own the domain", "Edge of the north", '{"owner":"edge"}']);
  await stage.step("With a domain of her own it is created: the NS records to copy.", async () => {
    await cast.fills("olga", { Domain: "edge.example.net", Certificate: "Let's Encrypt, ECDSA key" });
    return cast.submits("olga", "edge.example.net is created");
  }, [/edge\.example\.net\. NS \S+\./, "Region domains", "[Share here]"]);
  await stage.step("She shares them in the channel.", async () => {
    const shared = await cast.posted(() => cast.presses("olga", null, "Share here"));
    await cast.modal("olga", "Shared in #fleet");
    await cast.closes("olga");
    return cast.reads(shared, "NS records for edge.example.net");
  }, ["Shared by @olga"]);
  await stage.step("A second one for the same domain is refused by ngrok, in words.", async () => {
    await cast.opens("olga", "ingress create edge.example.net", "Domain: edge.example.net");
    const words = await cast.submits("olga", "Nothing changed.");
    await cast.closes("olga");
    return words;
  }, ["An ingress for this domain exists already"]);
  await stage.step("An answer that is lost: the bot looks, and finds that it was created.", async () => {
    sandbox.ngrok.faults.add({ method: "POST", path: "/agent_ingresses", action: "drop-after" });
    await cast.opens("olga", "ingress create lost.example.net", "Domain: lost.example.net");
    const words = await cast.submits("olga", "lost.example.net is created");
    await cast.closes("olga");
    const made = sandbox.ngrok.ingresses.all().filter(({ domain }) => domain === "lost.example.net");
    must(made.length === 1, "one ingress of that domain");
    return words;
  }, [/lost\.example\.net\. NS /]);
}

async function editing({ stage, cast, sandbox }: Production): Promise<void> {
  const domain = "connect.acme.example.com";
  await stage.step(
    "Olga edits an ingress: the present values are filled in, the domain cannot be changed.",
    () => cast.opens("olga", `ingress edit ${domain}`, "acme devices"),
    ["The domain of an agent ingress cannot be changed", '{"owner":"platform"}'],
  );
  await stage.step("Meanwhile somebody else changes it: she is shown that before anything is edited.", async () => {
    const ingress = sandbox.ngrok.ingresses.all().find((one) => one.domain === domain);
    if (ingress) sandbox.ngrok.ingresses.change(ingress, { metadata: '{"owner":"field"}' });
    await cast.fills("olga", { Description: "acme devices, north" });
    return cast.submits("olga", "changed meanwhile");
  }, ["Nothing is edited yet", "Somebody changed the metadata", '{"owner":"field"}', "acme devices, north"]);
  await stage.step("She saves again: only what she changed is sent.", async () => {
    const words = await cast.submits("olga", `${domain} is edited`);
    await cast.closes("olga");
    const ingress = sandbox.ngrok.ingresses.all().find((one) => one.domain === domain);
    must(ingress?.metadata === '{"owner":"field"}', "the other's metadata to stay");
    must(ingress?.description === "acme devices, north", "her description to be there");
    return words;
  }, ["Description “"]);
  await stage.step("Without a change there is nothing to save.", async () => {
    await cast.opens("olga", `ingress edit ${domain}`, "acme devices, north");
    const words = await cast.submits("olga", "Nothing is changed yet");
    await cast.closes("olga");
    return words;
  });
}

async function deleting({ stage, cast, sandbox }: Production): Promise<void> {
  await stage.step(
    "Olga deletes an ingress: what is known and not known of the consequences.",
    () => cast.opens("olga", "ingress delete edge.example.net", "Delete edge.example.net?"),
    ["It cannot be undone", "Not known: what becomes of agents", "Type the domain to confirm"],
  );
  await stage.step("She types the wrong domain.", async () => {
    await cast.fills("olga", {
      "Type the domain to confirm": "edge.example.com",
      Reason: "Moved to the south",
    });
    return cast.submits("olga", "This is not its domain");
  }, ["type edge.example.net"]);
  let card = { channel: "#fleet", ts: "" };
  await stage.step("Then the right one: it waits for an approval.", async () => {
    await cast.fills("olga", { "Type the domain to confirm": "edge.example.net" });
    card = await cast.posted(() => cast.submits("olga", "It waits for approval"));
    await cast.closes("olga");
    return cast.reads(card, "Delete ingress edge.example.net?");
  }, ["Moved to the south", "[Approve] [Deny]"]);
  await stage.step("Ben approves, and it is gone.", async () => {
    await cast.presses("ben", card, "Approve");
    const words = await cast.reads(card, "edge.example.net is deleted");
    must(
      !sandbox.ngrok.ingresses.all().some(({ domain }) => domain === "edge.example.net"),
      "ngrok to have deleted it",
    );
    return words;
  }, ["Its NS records still point to ngrok"]);
}

/** What else can become of an edit and of a deletion. */
async function refused({ stage, cast, sandbox }: Production): Promise<void> {
  const { faults, ingresses: all } = sandbox.ngrok;
  const path = "/agent_ingresses/*";
  const forbidden = { error_code: "ERR_NGROK_635", status_code: 403, msg: "Read only.", details: {} };
  await stage.step("ngrok refuses an edit: the form comes back with what was typed.", async () => {
    faults.add({ method: "PATCH", path, action: "status", status: 403, body: forbidden });
    await cast.opens("olga", "ingress edit agents.example.com", "Kiosks and tills");
    await cast.fills("olga", { Description: "Kiosks, tills and doors" });
    return cast.submits("olga", "Nothing changed.");
  }, ["is not allowed to change things in this account", "Kiosks, tills and doors"]);
  await stage.step("Its answer is lost, though it was saved: the bot compares, and says so.", async () => {
    faults.add({ method: "PATCH", path, action: "drop-after" });
    const words = await cast.submits("olga", "agents.example.com is edited");
    await cast.closes("olga");
    return words;
  });
  await stage.step("What was to be deleted changes before the approval: nothing is run.", async () => {
    await cast.opens("olga", "ingress delete lost.example.net", "Delete lost.example.net?");
    await cast.fills("olga", { "Type the domain to confirm": "lost.example.net", Reason: "Not needed" });
    const card = await cast.posted(() => cast.submits("olga", "It waits for approval"));
    await cast.closes("olga");
    const ingress = all.all().find(({ domain }) => domain === "lost.example.net");
    if (ingress) all.change(ingress, { description: "Needed after all" });
    await cast.presses("ada", card, "Approve");
    const words = await cast.reads(card, "changed, so nothing was run.");
    must(
      all.all().some(({ domain }) => domain === "lost.example.net"),
      "it to be there still",
    );
    return words;
  }, ["Changed since it was reviewed: description.", "[Ask again]"]);
}
