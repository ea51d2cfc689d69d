import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { checkHealthPort } from "../../src/doctor/check-health-port.ts";

const patient = new AbortController().signal;

async function aPort(answered: (socket: Socket) => void): Promise<number> {
  const server = createServer(answered);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

test.each([
  ["no-such-host.invalid", "there is no address for the name no-such-host.invalid"],
  // https://www.rfc-editor.org/rfc/rfc5737: nobody has it.
  ["192.0.2.1", "192.0.2.1 is no address of this machine"],
])("a HEALTH_HOST of %s is told for what it is, not for a port that is taken", async (host, found) => {
  const result = await checkHealthPort(host, 9464).run(patient);
  expect(result).toMatchObject({ verdict: "failed", found, todo: [expect.stringContaining("HEALTH_HOST")] });
});

test("what takes the connection and says nothing is told as silent", async () => {
  const over = new AbortController();
  const port = await aPort((socket) => {
    onTestFinished(() => {
      socket.destroy();
    });
    socket.once("data", () => over.abort());
  });
  const result = await checkHealthPort("127.0.0.1", port).run(over.signal);
  expect(result).toMatchObject({
    verdict: "failed",
    found: `127.0.0.1:${port} is taken by something that does not answer within 3 s`,
  });
});

test("what answers as no bot does is another program", async () => {
  const port = await aPort((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nHi"));
  expect(await checkHealthPort("127.0.0.1", port).run(patient)).toMatchObject({
    verdict: "failed",
    found: `127.0.0.1:${port} is taken by another program`,
  });
});

test("at every address of this machine, and at its name, the port is free", async () => {
  for (const host of ["0.0.0.0", "localhost"]) {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const result = await checkHealthPort(host, port).run(patient);
    expect(result).toMatchObject({ verdict: "ok", found: `${host}:${port} is free` });
  }
});
