import { useEffect, useRef, useState } from "react";
import { useAll, useOne } from "../live/live-provider.tsx";
import { plainWords } from "./plain-words.ts";
import { useNames } from "./use-names.ts";

const LONGEST = 240;

/** Says each message of others that arrives, for those who do not see it. */
export function Announcer() {
  const me = useOne("me", "me");
  const messages = useAll("message");
  const nameOf = useNames();
  const newest = messages.reduce((latest, { ts }) => (Number(ts) > Number(latest) ? ts : latest), "0");
  const heard = useRef(newest);
  const [words, setWords] = useState("");
  useEffect(() => {
    const fresh = messages.filter(
      ({ ts, user }) => Number(ts) > Number(heard.current) && user !== me?.userId,
    );
    heard.current = newest;
    if (fresh.length === 0) return;
    const said = fresh.map(({ user, from, text, channel }) => {
      const author = from === "slack" ? "Slackbot" : nameOf(user).replace(/^@/, "");
      return `${author} in ${nameOf(channel)}: ${plainWords(text, nameOf).slice(0, LONGEST)}`;
    });
    setWords(said.join(" "));
  }, [messages, newest, me, nameOf]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {words}
    </p>
  );
}
