import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createNetwork } from "../src/network.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const network = createNetwork(null);
  closers.push(
    () => server.close(),
    () => server.closeAllConnections(),
    () => network.close(),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, fetch: network.fetch };
}

test("what is sent arrives, and what is answered may be read twice", async () => {
  const { url, fetch } = await serve(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const { method, headers } = request;
    const heard = { method, type: headers["content-type"], coding: headers["accept-encoding"], text };
    response.writeHead(201, { "X-Told": ["one", "two"] }).end(JSON.stringify(heard));
  });
  const headers = { "Content-Type": "text/plain" };
  const answer = await fetch(url, { method: "POST", headers, body: "grün" });
  const heard = { method: "POST", type: "text/plain", coding: "identity", text: "grün" };
  expect(JSON.parse(await answer.text())).toEqual(heard);
  expect(await answer.json()).toEqual(heard);
  expect(JSON.parse(new TextDecoder().decode(await answer.arrayBuffer()))).toEqual(heard);
  expect(answer).toMatchObject({ ok: true, status: 201, statusText: "Created", url });
  expect(answer.headers.get("X-TOLD")).toBe("one, two");
  expect([...answer.headers.entries()]).toContainEqual(["x-told", "one, two"]);
  expect(answer.headers.get("x-untold")).toBeNull();
});

test("a redirect is an answer without success, and is not followed", async () => {
  const asked: unknown[] = [];
  const { url, fetch } = await serve((request, response) => {
    asked.push(request.url);
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  expect(await fetch(url)).toMatchObject({ ok: false, status: 302 });
  expect(asked).toEqual(["/"]);
});

test("an answer that breaks off is an error, and so is one that is given up", async () => {
  const { url, fetch } = await serve((request, response) => {
    response.writeHead(200, { "content-length": 10 }).write("{");
    if (request.url === "/breaks") setImmediate(() => response.destroy());
  });
  await expect(fetch(`${url}breaks`)).rejects.toThrow();
  const limit = new AbortController();
  const hanging = fetch(`${url}hangs`, { signal: limit.signal });
  limit.abort(new Error("given up"));
  await expect(hanging).rejects.toThrow("given up");
});
