import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface BreakableWay {
  /** The database's URL, over this way. */
  url: string;
  /** Cuts all connections and refuses new ones, as a server that restarts. */
  close(): void;
  /** What was swallowed stays lost, and whoever waits for an answer to it waits for ever. */
  open(): void;
  /** Takes connections and bytes, and answers nothing more. */
  swallow(): void;
  /** `cut` is called instead of passing on the next bytes to the server that hold `text`. */
  meet(text: string, cut: (pair: Pair, bytes: Buffer) => void): void;
  end(): Promise<void>;
}

export interface Pair {
  bot: Socket;
  server: Socket;
}

/** A way to the server that a test can break. */
export async function openBreakableWay(databaseUrl: string): Promise<BreakableWay> {
  const target = new URL(databaseUrl);
  const pairs = new Set<Pair>();
  let state: "open" | "closed" | "swallowing" = "open";
  let meeting: { text: string; cut: (pair: Pair, bytes: Buffer) => void } | null = null;

  const listener = createServer((bot) => {
    bot.on("error", () => {});
    if (state === "closed") return bot.destroy();
    const server = connect(Number(target.port), target.hostname);
    server.on("error", () => {});
    const pair = { bot, server };
    pairs.add(pair);
    bot.on("data", (bytes) => {
      if (state === "swallowing") return;
      const met = meeting !== null && bytes.includes(meeting.text) ? meeting : null;
      if (!met) return server.write(bytes);
      meeting = null;
      met.cut(pair, bytes);
    });
    server.on("data", (bytes) => {
      if (state !== "swallowing") bot.write(bytes);
    });
    bot.on("close", () => {
      pairs.delete(pair);
      server.end();
    });
    server.on("close", () => bot.destroy());
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((listener.address() as AddressInfo).port);
  const cutAll = () => {
    for (const { bot, server } of pairs) {
      bot.destroy();
      server.destroy();
    }
  };
  return {
    url: url.href,
    close: () => {
      state = "closed";
      cutAll();
    },
    open: () => {
      state = "open";
    },
    swallow: () => {
      state = "swallowing";
    },
    meet: (text, cut) => {
      meeting = { text, cut };
    },
    end: async () => {
      cutAll();
      listener.close();
      await once(listener, "close");
    },
  };
}
