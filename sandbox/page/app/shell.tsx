import { Conversation } from "../chat/conversation.tsx";
import { ModalStack } from "../modal/modal-stack.tsx";
import { NgrokPane } from "../ngrok/ngrok-pane.tsx";

export function Shell() {
  return (
    <main>
      <Conversation channelId="C0FLEET001" />
      <NgrokPane />
      <ModalStack />
    </main>
  );
}
