/** Slack's mrkdwn, as in a message without blocks. */
export function Mrkdwn({ text }: { text: string }) {
  return <p>{text}</p>;
}
