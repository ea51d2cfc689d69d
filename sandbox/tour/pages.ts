/** What is printed on one page waits until all pages before it are complete. */
export interface Pages {
  /** A further page; answers how to print on it. */
  add(): (line: string) => void;
  /** The page that is shown is complete: the next one follows. */
  turn(): void;
  /** Shows what is on all pages, complete or not. */
  showAll(): void;
}

export function createPages(show: (line: string) => void): Pages {
  const waiting: string[][] = [];
  let shown = 0;
  const turn = () => {
    shown += 1;
    for (const line of waiting[shown]?.splice(0) ?? []) show(line);
  };
  return {
    add: () => {
      const page = waiting.push([]) - 1;
      return (line) => {
        if (page <= shown) show(line);
        else waiting[page]?.push(line);
      };
    },
    turn,
    showAll: () => {
      while (shown < waiting.length - 1) turn();
    },
  };
}
