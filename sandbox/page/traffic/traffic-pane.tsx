/** What Slack, the bot and ngrok said to each other. */
export function TrafficPane() {
  return null;
}
