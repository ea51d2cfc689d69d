import styles from "./blocks.module.css";

/** Nothing is fetched from elsewhere: a picture that is not here is told by its words. */
export function Picture({ url, alt, small = false }: { url: unknown; alt: unknown; small?: boolean }) {
  const words = String(alt ?? "");
  const look = small ? styles.smallPicture : styles.picture;
  if (typeof url === "string" && url.startsWith("data:image/")) {
    return <img className={look} src={url} alt={words} />;
  }
  return (
    <span className={styles.noPicture} title={String(url ?? "")}>
      Picture: {words}
    </span>
  );
}
