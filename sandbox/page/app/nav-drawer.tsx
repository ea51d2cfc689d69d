import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Button } from "../design/button.tsx";
import { Icon } from "../design/icon.tsx";
import { useAll, useOne } from "../live/live-provider.tsx";
import styles from "./nav-drawer.module.css";
import { People } from "./people.tsx";
import { Places } from "./places.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { useRoute } from "./use-route.ts";

/** On a narrow screen: who one is, and the way to all places and people. */
export function NavDrawer() {
  const { route } = useRoute();
  const me = useOne("me", "me");
  const people = useAll("person");
  const first = (realName = "") => realName.split(" ")[0];
  const elsewhere = people.some(({ id, unread }) => id !== me?.userId && unread > 0);
  return (
    <div className={styles.opener}>
      <DialogTrigger>
        <Button look="plain">
          <Icon name="menu" />
          {first(people.find(({ id }) => id === me?.userId)?.realName)}
          {elsewhere && (
            <>
              <span className={styles.dot} aria-hidden="true" />
              <span className="visually-hidden">, others have unread mentions</span>
            </>
          )}
        </Button>
        <ModalOverlay className={styles.overlay ?? ""} isDismissable>
          <Modal className={styles.drawer ?? ""}>
            <Dialog className={styles.dialog ?? ""}>
              {({ close }) => (
                <>
                  <div className={styles.head}>
                    <Heading slot="title" className={styles.name ?? ""}>
                      ngrok-chatops sandbox
                    </Heading>
                    <Button look="plain" aria-label="Close" onPress={close}>
                      <Icon name="cross" />
                    </Button>
                  </div>
                  <People onChoose={close} />
                  <Places route={route} onChoose={close} />
                  <div className={styles.theme}>
                    <ThemeSwitch />
                    <a href="/gallery">All views</a>
                  </div>
                </>
              )}
            </Dialog>
          </Modal>
        </ModalOverlay>
      </DialogTrigger>
    </div>
  );
}
