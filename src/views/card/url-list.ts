import { linesThatFit, listThatFits } from "../operation-words.ts";

const FEW = 2;

/** After its label: a few on the same line, more below it, one a line. None of them is cut. */
export function urlList(label: string, urls: readonly string[], room: { max: number; most: number }): string {
  return urls.length <= FEW
    ? `${label} ${listThatFits(urls, room.max)}`
    : `${label}\n${linesThatFit(urls, room)}`;
}
