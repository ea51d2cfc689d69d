import { memo, useRef } from "react";
import type { GalleryEntry } from "../../demo/gallery-entries.ts";
import styles from "./gallery.module.css";
import { GalleryFrame } from "./gallery-frame.tsx";
import { useNear } from "./use-near.ts";

const KINDS: Record<GalleryEntry["kind"], string> = {
  message: "Message",
  modal: "Modal",
  home: "Home",
  options: "Menu",
};

/** One picture of the gallery, drawn once it is near: there are so many that a browser would take seconds for all. */
export const GalleryItem = memo(function GalleryItem({ entry }: { entry: GalleryEntry }) {
  const { id, name, kind, by } = entry;
  const item = useRef<HTMLElement>(null);
  const near = useNear(item);
  return (
    <article
      ref={item}
      id={id}
      className={styles.item}
      data-gallery-item={near ? "drawn" : "far"}
      aria-labelledby={`${id}.name`}
    >
      <h3 className={styles.name} id={`${id}.name`}>
        <a href={`#${id}`}>{name}</a>
      </h3>
      <p className={styles.made}>
        {KINDS[kind]}, <code>{by.replace(/^src\//, "")}</code>
      </p>
      {near ? (
        <div className={styles.frame} data-gallery-frame>
          <GalleryFrame id={id} drawing={entry} />
        </div>
      ) : (
        <div className={styles.far} />
      )}
    </article>
  );
});
