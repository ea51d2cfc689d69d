import { expect, test } from "vitest";
import type { AskSlack } from "../../src/doctor/ask-slack.ts";
import { checkChannels } from "../../src/doctor/check-channel.ts";
import { checkPeople } from "../../src/doctor/check-people.ts";
import { everyLookup } from "../../src/doctor/share-lookups.ts";

test.each(["people", "channels"])(
  "once nobody waits for the answer no more %s are asked about",
  async (what) => {
    const over = new AbortController();
    const asked: string[] = [];
    const answer = (id: string) => {
      asked.push(id);
      if (asked.length === 2) over.abort();
      return Promise.resolve({ ok: true });
    };
    const slack = { person: answer, groupMembers: answer, channel: answer } as unknown as AskSlack;
    const share = everyLookup(["W1", "W2", "W3", "W4"]);
    const check =
      what === "people" ? checkPeople(slack, "OPERATORS", share) : checkChannels(slack, share, false);
    await check.run(over.signal);
    expect(asked).toEqual(["W1", "W2"]);
  },
);
