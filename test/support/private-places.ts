import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer } from "node:tls";
import { generate } from "selfsigned";

/** What the proxy does with a CONNECT: lets it through, answers it with a status, or does not answer. */
export type ProxyManner = "passes" | "hangs" | "hangs-up" | 407 | 502;

/**
 * Places that speak TLS under names which only a proxy knows, with certificates of an authority of their own.
 * `places` are those behind the names, by host and port of this machine.
 */
export async function createPrivatePlaces(places: Record<string, string>) {
  const names = Object.keys(places);
  const { authority, cert, key } = await createCertificates(names);
  const open = new Set<Duplex>();
  const servers: Server[] = [];
  const fronts = new Map<string, number>();
  for (const [name, address] of Object.entries(places)) {
    const front = createTlsServer({ cert, key }, (socket) => join(socket, connectTo(address), open));
    front.on("tlsClientError", () => {});
    servers.push(front);
    fronts.set(name, await listen(front));
  }

  const connects: string[] = [];
  const credentials = new Set<string>();
  let manner: ProxyManner = "passes";
  const proxy = createServer((_, response) => response.writeHead(405).end());
  proxy.on("connect", (request: IncomingMessage, socket: Duplex) => {
    const [name = "", port] = (request.url ?? "").split(":");
    socket.on("error", () => {});
    open.add(socket);
    connects.push(`${name}:${port}`);
    credentials.add(decoded(request.headers["proxy-authorization"]));
    const front = fronts.get(name);
    if (manner === "hangs") return;
    if (manner === "hangs-up") return void socket.destroy();
    if (manner !== "passes") return void socket.end(`HTTP/1.1 ${manner} No\r\ncontent-length: 0\r\n\r\n`);
    if (front === undefined) return void socket.end("HTTP/1.1 502 Unknown\r\n\r\n");
    const through = connectTo(`127.0.0.1:${front}`);
    through.once("connect", () => socket.write("HTTP/1.1 200 Connection established\r\n\r\n"));
    join(socket, through, open);
  });
  servers.push(proxy);

  return {
    /** In PEM. */
    authority,
    proxyPort: await listen(proxy),
    /** What the proxy was asked to connect to, in order. */
    connects,
    /** The ports of the places themselves, by name. */
    fronts,
    /** Names and passwords that came with it; an empty one for none. */
    credentials,
    behaves: (next: ProxyManner) => {
      manner = next;
    },
    /** Cuts all that goes through it. */
    cut: () => {
      for (const socket of open) socket.destroy();
      open.clear();
    },
    /** Connections that go through it now. */
    get tunnels() {
      return [...open].filter((socket) => !socket.destroyed).length;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      proxy.closeAllConnections();
      for (const server of servers) {
        server.close();
        await once(server, "close");
      }
    },
  };
}

async function createCertificates(names: string[]) {
  const root = await generate([{ name: "commonName", value: "A private authority" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: "commonName", value: names[0] ?? "" }], {
    keyType: "ec",
    algorithm: "sha256",
    ca: { key: root.private, cert: root.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "subjectAltName", altNames: names.map((value) => ({ type: 2, value })) },
    ],
  });
  return { authority: root.cert, cert: leaf.cert, key: leaf.private };
}

function connectTo(address: string): Socket {
  const [host, port] = address.split(":");
  return connect(Number(port), host);
}

function join(one: Duplex, other: Duplex, open: Set<Duplex>): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    open.add(from);
    from.on("error", () => {});
    from.once("close", () => {
      open.delete(from);
      to.destroy();
    });
    from.pipe(to);
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function decoded(authorization: string | undefined): string {
  return Buffer.from((authorization ?? "").replace(/^Basic /, ""), "base64").toString();
}
