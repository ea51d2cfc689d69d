import { useEffect, useState } from "react";
import type { TrafficBodies, TrafficEntry } from "../../demo/entries.ts";
import { CopyButton } from "../design/copy-button.tsx";
import { Problem } from "../design/problem.tsx";
import { TextBox } from "../design/text-box.tsx";
import { demoHands } from "../live/demo-hands.ts";
import styles from "./traffic-bodies.module.css";

/** What was said and what was answered, read when it is opened, and again once it is answered. */
export function TrafficBodiesView({ entry }: { entry: TrafficEntry }) {
  const { number, result } = entry;
  const [bodies, setBodies] = useState<TrafficBodies | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer has come where there is a result.
  useEffect(() => {
    let over = false;
    demoHands.bodies(number).then(
      (read) => !over && setBodies(read),
      (error: Error) => !over && setProblem(error.message),
    );
    return () => {
      over = true;
    };
  }, [number, result]);
  if (problem) return <Problem words={problem} />;
  if (!bodies) return <p className={styles.none}>Reading…</p>;
  const isLog = entry.from === entry.to;
  return (
    <div className={styles.bodies}>
      <Body title={isLog ? "Line" : "Said"} text={bodies.request} none="Nothing but its name." />
      {!isLog && <Body title="Answered" text={bodies.response} none="Nothing." />}
    </div>
  );
}

function Body({ title, text, none }: { title: string; text: string | null; none: string }) {
  return (
    <section aria-label={title}>
      <div className={styles.head}>
        <h4 className={styles.title}>{title}</h4>
        {text && <CopyButton text={text} what={title.toLowerCase()} />}
      </div>
      {text ? <TextBox text={text} label={`${title}, as text`} /> : <p className={styles.none}>{none}</p>}
    </section>
  );
}
