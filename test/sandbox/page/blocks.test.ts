import { createElement } from "react";
import { describe, expect, test } from "vitest";
import { ModalFrame } from "../../../sandbox/page/modal/modal-frame.tsx";
import { drawn, markupOf } from "./block-fixture.ts";

const mrkdwn = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const plain = (text: string) => ({ type: "plain_text", text });

describe("words in blocks", () => {
  test("of foreign origin become neither links nor markup", () => {
    const hostile = drawn([
      mrkdwn("<javascript:alert(1)|press> <b>x</b> <img src=x onerror=alert(1)> <data:text/html,x|y>"),
      mrkdwn("&lt;@U0OLGA0001&gt; &lt;script&gt; [x](javascript:alert(1)) <//evil.example|z>"),
      {
        type: "rich_text",
        elements: [{ type: "rich_text_section", elements: [{ type: "link", url: "javascript:x" }] }],
      },
    ]);
    expect(hostile).not.toMatch(/<(a|img|script|b)[ >]/);
    expect(hostile).toContain("press (javascript:alert(1))");
    expect(hostile).toContain("&lt;@U0OLGA0001&gt; &lt;script&gt;");
  });

  test("that are plain text are not read as mrkdwn", () => {
    const text = "*x* <@U0OLGA0001> :smile: &lt; `c`";
    const shown = "*x* &lt;@U0OLGA0001&gt; :smile: &amp;lt; `c`";
    const html = drawn([
      { type: "section", text: plain(text), fields: [plain(text)] },
      { type: "header", text: plain(text) },
      { type: "context", elements: [plain(text)] },
    ]);
    expect(html.split(shown)).toHaveLength(5);
    expect(html).not.toContain("<strong>");
  });

  test("name whom they mention, and keep ids that nobody knows", () => {
    const html = drawn([
      mrkdwn("<@U0OLGA0001> <@U0NGROKBOT> <@U0NOBODY01> <#C0FLEET001> <!subteam^S0APPROVERS>"),
    ]);
    expect(html.replace(/<[^>]+>/g, "")).toBe("@olga @ngrok @U0NOBODY01 #fleet @approvers");
  });

  test("have links that tell nobody where they come from", () => {
    expect(drawn([mrkdwn("<https://a.example/x|there>")])).toContain(
      '<a href="https://a.example/x" title="https://a.example/x" target="_blank" rel="noreferrer">there</a>',
    );
  });

  test("show instants in the reader's zone, and those to come with what is left", () => {
    const seconds = Date.parse("2026-03-01T12:00:08Z") / 1000;
    const html = drawn([mrkdwn(`<!date^${seconds}^{time_secs}|12:00:08 UTC> <!date^1^{time_secs}|x>`)]);
    expect(html).toContain('<time dateTime="2026-03-01T12:00:08.000Z"');
    expect(html).toContain(">13:00:08</time>");
    expect(html.match(/data-countdown/g)).toHaveLength(1);
    expect(html).toMatch(/aria-hidden="true" data-countdown="true">in 0:08</);
  });
});

describe("what is left until an instant", () => {
  const seconds = Date.parse("2026-03-01T12:00:08Z") / 1000;
  const words = (text: string) => drawn([mrkdwn(text.replace("DATE", `<!date^${seconds}^{time_secs}|x>`))]);

  test("stands behind what ends the sentence", () => {
    const html = words("*It restarts at DATE.* More, ever more.");
    expect(html).toMatch(/13:00:08<\/time>\.<span[^>]*>in 0:08<\/span><\/strong> More, ever more\.</);
  });

  test("stands before whatever else follows", () => {
    expect(words("until DATE · it")).toMatch(/13:00:08<\/time><span[^>]*>in 0:08<\/span> · it</);
    expect(words("DATE")).toMatch(/13:00:08<\/time><span[^>]*>in 0:08<\/span><\/p>/);
  });
});

describe("what the page does not know", () => {
  const unknown = (html: string) => [...html.matchAll(/data-unknown="([^"]*)"/g)].map((match) => match[1]);

  test("is said, with its type and its block", () => {
    const html = drawn([
      { type: "video", block_id: "film" },
      { type: "actions", elements: [{ type: "workflow_button", action_id: "a" }] },
      { type: "section", text: { type: "html", text: "x" }, accessory: { type: "rating", action_id: "b" } },
      { type: "input", label: plain("File"), element: { type: "file_input", action_id: "c" } },
      { type: "context", elements: [{ type: "clock" }] },
      { type: "rich_text", elements: [{ type: "rich_text_poem" }] },
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "smell" }] }] },
      { type: "table", rows: [[{ type: "raw_text", text: "head" }], [{ type: "sheet" }]] },
    ]);
    expect(unknown(html)).toEqual([
      "video",
      "workflow_button",
      "html",
      "rating",
      "file_input",
      "clock",
      "rich_text_poem",
      "smell",
      "sheet",
    ]);
    expect(html).toContain("This page cannot draw the block <code>video</code> of block <code>film</code>.");
    expect(html.match(/role="alert"/g)).toHaveLength(9);
  });

  test("is not what every object has", () => {
    expect(
      unknown(drawn([{ type: "toString" }, { type: "actions", elements: [{ type: "constructor" }] }])),
    ).toEqual(["toString", "constructor"]);
  });

  test("is nothing of what it knows", () => {
    const options = [{ text: plain("One"), value: "1" }];
    const kinds = ["button", "overflow", "static_select", "multi_static_select", "external_select"];
    const more = ["multi_external_select", "users_select", "multi_users_select", "conversations_select"];
    const rest = [
      "channels_select",
      "radio_buttons",
      "checkboxes",
      "datepicker",
      "timepicker",
      "datetimepicker",
    ];
    const typed = ["plain_text_input", "number_input", "email_text_input", "url_text_input"];
    const html = drawn([
      { type: "divider" },
      { type: "image", image_url: "https://elsewhere.example/x.png", alt_text: "A picture" },
      { type: "alert", level: "warning", text: plain("Careful") },
      {
        type: "table",
        rows: [[{ type: "raw_text", text: "a" }], [{ type: "raw_number", value: 1, text: "1" }]],
      },
      { type: "markdown", text: "# Head" },
      ...[...kinds, ...more, ...rest, ...typed].map((type) => ({
        type: "input",
        label: plain(type),
        element: { type, action_id: type, text: plain("Go"), options },
      })),
    ]);
    expect(unknown(html)).toEqual([]);
    expect(html).not.toContain("<img");
  });
});

describe("an input", () => {
  const block = {
    type: "input",
    block_id: "reason",
    label: plain("Reason"),
    hint: plain("In a few words"),
    element: { type: "plain_text_input", action_id: "value", multiline: true, max_length: 20 },
  };

  test("is tied to its label, its hint and its error", () => {
    const html = drawn([block], { errors: { reason: "Say why." } });
    const id = (name: string) => new RegExp(`id="([^"]*${name})"`).exec(html)?.[1];
    expect(html).toContain(`<label id="${id("label")}" for="${id("control")}">Reason`);
    expect(html).toContain(`aria-labelledby="${id("label")}"`);
    expect(html).toMatch(new RegExp(`aria-describedby="[^"]*${id("hint")} ${id("error")}[^"]*"`));
    expect(html).toContain('aria-invalid="true"');
  });

  test("has what the view has of it, and else what it was drawn with", () => {
    const element = { ...block.element, initial_value: "at first" };
    expect(drawn([{ ...block, element }])).toContain(">at first</textarea>");
    const values = { reason: { value: { type: "plain_text_input", value: "since" } } };
    expect(drawn([{ ...block, element }], { values })).toContain(">since</textarea>");
  });

  test("of an instant stands in the reader's zone, and says which that is", () => {
    const element = { type: "datetimepicker", action_id: "at", initial_date_time: 1_772_330_400 };
    const html = drawn([{ type: "input", label: plain("When"), element }]);
    expect(html).toContain('value="2026-03-01T03:00"');
    expect(html).toContain("Europe/Berlin, GMT+1");
  });
});

describe("a modal", () => {
  const view = {
    id: "V1",
    title: { type: "plain_text", text: "Deny" } as const,
    submit: { type: "plain_text", text: "Deny it" } as const,
    close: null,
    blocks: [],
    values: {},
    errors: {},
    trouble: "We had some trouble connecting. Try again?",
  };
  const html = (more: object, depth = 0) =>
    markupOf(createElement(ModalFrame, { view: { ...view, ...more }, depth }));

  test("has the bot's words on its buttons, and Cancel where there are none", () => {
    expect(html({})).toMatch(/>Cancel<.*>Deny it</s);
    expect(html({ close: { type: "plain_text", text: "Not now" } })).toMatch(/>Not now</);
    expect(html({ submit: null })).not.toContain('type="submit"');
  });

  test("shows Slack's words on top", () => {
    expect(html({})).toMatch(/role="alert".*We had some trouble connecting/s);
    expect(html({ trouble: null })).not.toContain('role="alert"');
  });

  test("above another leads back to it, or closes them all", () => {
    expect(html({}, 1)).toMatch(/aria-label="Back".*aria-label="Close all"/s);
    expect(html({})).not.toMatch(/aria-label="(Back|Close all)"/);
  });
});
