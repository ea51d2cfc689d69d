import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LiveFrame } from "../../../sandbox/demo/entries.ts";
import { type PageServer, PortTakenError, send, startPageServer } from "../../../sandbox/demo/page-server.ts";

let folder: string;
let server: PageServer;
let fruit = "apple";
const options = () => ({
  folder,
  port: 0,
  entriesFor: (name: string) => (name === "olga" ? ([["me/me", { fruit }]] as const) : null),
  routes: {
    echo: async (_request: unknown, response: Parameters<typeof send>[0], path: string) =>
      send(response, 200, { path }),
    broken: () => Promise.reject(new Error("Out of order.")),
  },
});
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "page-"));
  await writeFile(join(folder, "index.html"), "<h1>Page</h1>");
  server = await startPageServer(options());
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** With the headers as they are: `fetch` sets some itself. */
function get(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; text: string; policy: string }>((resolve, reject) => {
    const asked = request(server.url + path, { headers }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += String(chunk);
      });
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          text,
          policy: String(answer.headers["content-security-policy"]),
        }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** The status line that an upgrade is met with. */
function upgrade(path: string, headers: Record<string, string> = {}): Promise<string> {
  const { host, port } = new URL(server.url);
  const lines = {
    host,
    connection: "Upgrade",
    upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), "127.0.0.1", () => {
      const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`GET ${path} HTTP/1.1\r\n${head.join("")}\r\n`);
    });
    socket.on("error", reject);
    socket.once("data", (data) => {
      socket.destroy();
      resolve(String(data).split("\r\n")[0] ?? "");
    });
  });
}

describe("the page", () => {
  test("comes with a policy that lets nothing be fetched from elsewhere, also for its own views", async () => {
    for (const path of ["/", "/gallery", "/?as=ada"]) {
      const { status, text, policy } = await get(path);
      expect([status, text]).toEqual([200, "<h1>Page</h1>"]);
      expect(policy).toContain("default-src 'self'");
    }
  });

  test("is 404 where there is nothing, also when it was built anew and removed", async () => {
    expect(await get("/nothing.js")).toMatchObject({
      status: 404,
      text: expect.stringContaining("/nothing.js"),
    });
    const other = await mkdtemp(join(tmpdir(), "page-"));
    await writeFile(join(other, "index.html"), "");
    const its = await startPageServer({ ...options(), folder: other });
    await rm(other, { recursive: true });
    expect((await fetch(its.url)).status).toBe(404);
    await its.stop();
  });

  test("its routes get the path behind their name, and their failure is a 500", async () => {
    expect((await get("/echo/a/b?c=1")).text).toBe('{"path":"/a/b?c=1"}');
    expect(await get("/broken")).toMatchObject({
      status: 500,
      text: expect.stringContaining("Out of order."),
    });
    expect((await get("/constructor")).status).toBe(404);
  });
});

describe("strangers are refused", () => {
  const evil = "http://evil.example.com";
  test.each([
    ["a name that leads here", { host: "evil.example.com" }],
    ["a name that only begins well", { host: "127.0.0.1.evil.example.com" }],
    ["a page from elsewhere", { origin: evil }],
    ["a page of another port", { origin: "http://127.0.0.1:1" }],
    ["a page of no origin", { origin: "null" }],
  ])("%s", async (_what, headers: Record<string, string>) => {
    expect((await get("/echo/x", headers)).status).toBe(403);
    expect(await upgrade("/live?as=olga", headers)).toBe("HTTP/1.1 403 Forbidden");
  });

  test("whoever is nobody here, or asks for another socket", async () => {
    expect(await upgrade("/live?as=mallory")).toBe("HTTP/1.1 403 Forbidden");
    expect(await upgrade("/live")).toBe("HTTP/1.1 403 Forbidden");
    expect(await upgrade("/other?as=olga")).toBe("HTTP/1.1 403 Forbidden");
    expect(await upgrade("/live?as=olga", { origin: server.url })).toBe("HTTP/1.1 101 Switching Protocols");
  });
});

describe("the server outlives", () => {
  test("a socket for what is no address", async () => {
    expect(await upgrade("//")).toBe("HTTP/1.1 403 Forbidden");
    expect((await get("/")).status).toBe(200);
  });

  test("a socket that is gone before it is refused", async () => {
    const { host, port } = new URL(server.url);
    const asks = `GET /other HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
    for (let turn = 0; turn < 20; turn += 1) {
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write(asks, () => socket.resetAndDestroy()),
      );
      await once(socket, "close");
    }
    expect((await get("/")).status).toBe(200);
  });
});

test("a page is told everything first, and then what has changed", async () => {
  const frames: LiveFrame[] = [];
  const socket = new WebSocket(`${server.url.replace("http", "ws")}/live?as=olga`);
  socket.onmessage = ({ data }) => frames.push(JSON.parse(String(data)));
  await expect.poll(() => frames).toEqual([{ full: true, set: { "me/me": { fruit: "apple" } }, gone: [] }]);
  fruit = "pear";
  await expect.poll(() => frames[1]).toEqual({ full: false, set: { "me/me": { fruit: "pear" } }, gone: [] });
  socket.close();
});

test("a port that is taken is an error of its own, unless others may be tried", async () => {
  const port = Number(new URL(server.url).port);
  const refused = startPageServer({ ...options(), port });
  await expect(refused).rejects.toThrow(PortTakenError);
  await expect(refused).rejects.toThrow(`Port ${port} is taken.`);
  const next = await startPageServer({ ...options(), port, othersToTry: 50 });
  expect(Number(new URL(next.url).port)).toBeGreaterThan(port);
  await next.stop();
});
