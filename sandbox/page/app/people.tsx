import { useId } from "react";
import type { PersonEntry } from "../../demo/entries.ts";
import { Count } from "../design/badge.tsx";
import { useAll, useLive, useOne } from "../live/live-provider.tsx";
import styles from "./nav.module.css";

const may = {
  operator: "Operator, asks for changes",
  approver: "Approver, approves them",
  outsider: "Outsider, may only look",
} satisfies Record<PersonEntry["role"], string>;

/** Whose eyes and hands the page has; one press changes them. */
export function People({ onChoose }: { onChoose?: () => void }) {
  const titleId = useId();
  const { as, becomes } = useLive();
  const me = useOne("me", "me");
  const people = useAll("person").toSorted((one, other) => rank(one) - rank(other));
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={styles.title}>
        Act as
      </h2>
      <ul className={styles.list}>
        {people.map(({ id, name, realName, role, isAdmin, unread }) => (
          <li key={id} className={styles.person}>
            <button
              type="button"
              className={styles.entry}
              aria-current={id === me?.userId}
              aria-describedby={`${titleId}-${id}`}
              data-keeps-focus
              onClick={() => {
                if (name !== as) becomes(name);
                onChoose?.();
              }}
            >
              <span className={styles.words}>{realName.split(" ")[0]}</span>
              <Count of={unread} what={unread === 1 ? "unread mention" : "unread mentions"} />
            </button>
            <span className={styles.may} id={`${titleId}-${id}`}>
              {isAdmin ? "Approver and admin, may freeze" : may[role]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function rank({ role }: PersonEntry): number {
  return ["operator", "approver", "outsider"].indexOf(role);
}
