import { type ReactNode, useState } from "react";
import type { PersonEntry } from "../../demo/entries.ts";
import { Button } from "../design/button.tsx";
import { Notice } from "../design/notice.tsx";
import { useAll, useLive, useOne } from "../live/live-provider.tsx";
import { firstStep } from "./first-step.ts";

const KEPT_AS = "first-steps";
// Of the sandbox's fleet: one that updates, and comes back.
const GOOD_DEVICE = "edge-07";

interface Step {
  words: ReactNode;
  action: ReactNode;
}

/** Says what to do first, until it was done once. */
export function FirstSteps({ onDraft }: { onDraft: (draft: string) => void }) {
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(KEPT_AS) === "dismissed");
  const step = useStep(onDraft);
  if (dismissed || !step) return null;
  const dismiss = () => {
    localStorage.setItem(KEPT_AS, "dismissed");
    setDismissed(true);
  };
  return (
    <Notice action={step.action} onDismiss={dismiss}>
      {step.words}
    </Notice>
  );
}

function useStep(onDraft: (draft: string) => void): Step | null {
  const { becomes } = useLive();
  const me = useOne("me", "me");
  const slack = useOne("slack", "slack");
  const bot = useOne("bot", "bot");
  const people = useAll("person");
  const messages = useAll("message");
  const mine = people.find(({ id }) => id === me?.userId);
  const step = mine && firstStep(mine.role, messages);
  if (!step || !slack) return null;
  const called = (role: PersonEntry["role"]) => people.filter((person) => person.role === role);
  const [operator] = called("operator");
  const approvers = called("approver")
    .map(({ realName }) => first(realName))
    .join(" or ");
  const change = (person: PersonEntry | undefined) =>
    person && <Button onPress={() => becomes(person.name)}>Act as {first(person.realName)}</Button>;
  const command = `${slack.commandName} session update ${GOOD_DEVICE} `;
  const steps: Record<typeof step, Step> = {
    ask: {
      words: (
        <>
          <strong>Start here:</strong> type <code>{slack.commandName}</code> and pick a command. {GOOD_DEVICE}{" "}
          is a good device to update. You are {first(mine.realName)}, who may ask; {approvers} must approve.
        </>
      ),
      action: <Button onPress={() => onDraft(command)}>Type it for me</Button>,
    },
    "become-operator": {
      words: (
        <>
          You are {first(mine.realName)}, {mine.role === "approver" ? "who may approve" : "who may only look"}
          . An update begins with someone who asks for it.
        </>
      ),
      action: change(operator),
    },
    "become-approver": {
      words: `The update waits for ${approvers}, who just got a mention.`,
      action: change(called("approver")[0]),
    },
    approve: { words: "Read the card, and approve the update or deny it.", action: null },
    watch: {
      words: `It runs. Watch the card here, and the agent in the ngrok account: ${bot?.waitSeconds ?? 10} s after ngrok has started an update, the bot restarts the agent.`,
      action: null,
    },
  };
  return steps[step];
}

function first(realName: string): string {
  return realName.split(" ")[0] ?? realName;
}
