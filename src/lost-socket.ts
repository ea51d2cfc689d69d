// Of @slack/socket-mode: its error classes are not among Bolt's exports, their codes are its contract.
const LOST_SOCKET = new Set([
  "slack_socket_mode_send_while_not_ready_error",
  "slack_socket_mode_send_while_disconnected_error",
  "slack_socket_mode_websocket_error",
]);

/** Whether the ack had no socket to go by any more; Slack tells the person, or sends it again. */
export function isLostSocket(error: unknown): boolean {
  return error instanceof Error && "code" in error && LOST_SOCKET.has(String(error.code));
}
