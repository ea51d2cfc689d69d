import type { GalleryEntry } from "../../demo/gallery-entries.ts";

export interface GalleryGroup {
  name: string;
  id: string;
  entries: GalleryEntry[];
}

/** The entries that have all words of the filter, by group, in their order. */
export function galleryGroups(entries: readonly GalleryEntry[], filter: string): GalleryGroup[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, GalleryEntry[]>();
  for (const entry of entries) {
    const text = `${entry.group} ${entry.name} ${entry.kind} ${entry.by}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const group = groups.get(entry.group) ?? [];
    groups.set(entry.group, group);
    group.push(entry);
  }
  return [...groups].map(([name, own]) => ({ name, id: `group.${name.replace(/\W+/g, "-")}`, entries: own }));
}
