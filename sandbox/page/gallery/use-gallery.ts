import { useEffect, useState } from "react";
import type { GalleryEntries } from "../../demo/gallery-entries.ts";

export type GalleryState =
  | { state: "loading" }
  | { state: "failed"; words: string }
  | { state: "loaded"; entries: GalleryEntries };

/** Everything that the bot can show, once. */
export function useGallery(): GalleryState {
  const [gallery, setGallery] = useState<GalleryState>({ state: "loading" });
  useEffect(() => {
    const leaving = new AbortController();
    load(leaving.signal).then(
      (entries) => setGallery({ state: "loaded", entries }),
      (error: unknown) => {
        if (!leaving.signal.aborted) setGallery({ state: "failed", words: String(error) });
      },
    );
    return () => leaving.abort();
  }, []);
  return gallery;
}

async function load(signal: AbortSignal): Promise<GalleryEntries> {
  const response = await fetch("/views", { signal });
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as GalleryEntries;
}
