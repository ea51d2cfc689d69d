import styles from "./problem.module.css";

/** Why something could not be done, said at once to everyone. */
export function Problem({ words }: { words: string | null }) {
  return <div role="alert">{words && <p className={styles.problem}>{words}</p>}</div>;
}
