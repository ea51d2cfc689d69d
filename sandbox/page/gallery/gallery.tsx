import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { GalleryEntries } from "../../demo/gallery-entries.ts";
import styles from "./gallery.module.css";
import { type GalleryGroup, galleryGroups } from "./gallery-groups.ts";
import { GalleryItem } from "./gallery-item.tsx";
import { GallerySurroundings } from "./gallery-surroundings.tsx";
import { useGallery } from "./use-gallery.ts";

/** Every message, modal and Home that the bot can show. */
export function Gallery() {
  const gallery = useGallery();
  switch (gallery.state) {
    case "loading":
      return (
        <p className={styles.state} role="status">
          Drawing all that the bot can show…
        </p>
      );
    case "failed":
      return (
        <p className={styles.state} role="alert">
          The gallery could not be read. {gallery.words}
        </p>
      );
    case "loaded":
      return <Loaded entries={gallery.entries} />;
  }
}

function Loaded({ entries }: { entries: GalleryEntries }) {
  const [filter, setFilter] = useState("");
  const shown = useDeferredValue(filter);
  const groups = useMemo(() => galleryGroups(entries.items, shown), [entries, shown]);
  const count = groups.reduce((sum, group) => sum + group.entries.length, 0);
  useGoToAnchor();
  return (
    <div className={styles.gallery}>
      <header className={styles.head}>
        <h1>Gallery</h1>
        <p>
          Every message, modal and Home of the bot, drawn from samples. <a href="/">Back to the workspace</a>
        </p>
        <label className={styles.filter}>
          Filter
          <input type="search" value={filter} onChange={(event) => setFilter(event.target.value)} />
        </label>
        <p role="status">
          {count === entries.items.length
            ? `${count} pictures`
            : `${count} of ${entries.items.length} pictures`}
        </p>
      </header>
      <Index groups={groups} />
      <main className={styles.groups}>
        <GallerySurroundings directory={entries.directory}>
          {groups.map((group) => (
            <Group key={group.id} group={group} />
          ))}
        </GallerySurroundings>
      </main>
    </div>
  );
}

function Index({ groups }: { groups: readonly GalleryGroup[] }) {
  return (
    <nav className={styles.index} aria-label="Groups">
      <ul>
        {groups.map(({ name, id, entries }) => (
          <li key={id}>
            <a href={`#${id}`}>
              {name} <span className={styles.count}>{entries.length}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Group({ group: { name, id, entries } }: { group: GalleryGroup }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.group}>
        {name}
      </h2>
      {entries.map((entry) => (
        <GalleryItem key={entry.id} entry={entry} />
      ))}
    </section>
  );
}

/** The browser looked for it before anything was drawn. */
function useGoToAnchor() {
  useEffect(() => {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, []);
}
