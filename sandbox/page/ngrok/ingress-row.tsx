import type { IngressEntry } from "../../demo/entries.ts";
import { Badge, type Tone } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import pane from "../design/pane.module.css";
import { Problem } from "../design/problem.tsx";
import { demoHands } from "../live/demo-hands.ts";
import { useAttempt } from "../live/use-attempt.ts";

const certificates: Record<IngressEntry["certificateState"], { words: string; tone: Tone }> = {
  none: { words: "No certificate", tone: "neutral" },
  issuing: { words: "Being issued", tone: "warn" },
  issued: { words: "Issued", tone: "good" },
  failed: { words: "Failed", tone: "bad" },
};

export function IngressRow({ ingress }: { ingress: IngressEntry }) {
  const { problem, busy, attempt } = useAttempt();
  const { words, tone } = certificates[ingress.certificateState];
  return (
    <li className={pane.item}>
      <div className={pane.head}>
        <h4 className={pane.title}>{ingress.domain}</h4>
        <Badge tone={tone}>{words}</Badge>
      </div>
      {ingress.description && <p>{ingress.description}</p>}
      <p className={pane.soft}>Certificate: {ingress.certificate}</p>
      {ingress.metadata && <code className={pane.soft}>{ingress.metadata}</code>}
      <code className={pane.soft}>{ingress.id}</code>
      {ingress.delegated ? (
        <p className={pane.soft}>NS records lead to ngrok</p>
      ) : (
        <div className={pane.head}>
          <p>NS records missing</p>
          <Button isDisabled={busy} onPress={() => attempt(() => demoHands.delegate(ingress.id))}>
            Create the NS records
            <span className="visually-hidden"> of {ingress.domain}</span>
          </Button>
        </div>
      )}
      <Problem words={problem} />
    </li>
  );
}
