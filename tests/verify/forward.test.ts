import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { forwardOver } from "../../src/kubernetes/forward.ts";
import { askOver } from "../../src/verify/http.ts";
import { acceptWebSocket } from "../conformance/websocket.ts";

/** Stands in for the API server: channel 0 is data, 1 is errors, and each begins with the port (two bytes). */
const server = createServer((_request, response) => response.writeHead(404).end());
let seen: { url: string | undefined; authorization: string | undefined } | undefined;
let open = 0;

server.on("upgrade", (request, socket) => {
  seen = { url: request.url, authorization: request.headers.authorization };
  if (request.url?.includes("/secret/")) return void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  open += 1;
  socket.on("close", () => {
    open -= 1;
  });
  const opened = acceptWebSocket(request, socket, (data) => {
    if (data[0] !== 0) return;
    const asked = data.subarray(1).toString().split("\r\n")[0];
    const body = `you asked: ${asked}`;
    const answer = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    for (const part of [answer.slice(0, 20), answer.slice(20)]) opened.send(onChannel(0, part));
  });
  for (const channel of [0, 1]) opened.send(Buffer.from([channel, 0x0f, 0xa0]));
  if (request.url?.includes("/broken/")) opened.send(onChannel(1, "nothing listens there"));
});

function onChannel(channel: number, text: string): Buffer {
  return Buffer.concat([Buffer.from([channel]), Buffer.from(text)]);
}

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function forward() {
  const { port } = server.address() as AddressInfo;
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: "x", server: `http://127.0.0.1:${port}`, skipTLSVerify: true }],
    users: [{ name: "x", token: "test-token" }],
    contexts: [{ name: "x", cluster: "x", user: "x" }],
    currentContext: "x",
  });
  return forwardOver(config);
}

it("speaks with a port of a pod, without the port's number in it", async () => {
  const connection = await forward()("ai", "litellm-0", 4000);
  const { status, text } = await askOver(connection, "litellm", { path: "/health" });
  expect([status, text]).toEqual([200, "you asked: GET /health HTTP/1.1"]);
  expect(seen).toEqual({
    url: "/api/v1/namespaces/ai/pods/litellm-0/portforward?ports=4000",
    authorization: "Bearer test-token",
  });
  expect(connection.destroyed).toBe(true);
  await expect.poll(() => open).toBe(0);
});

it("fails as the pod says, where nothing listens", async () => {
  const connection = await forward()("broken", "x", 4000);
  await expect(askOver(connection, "x", { path: "/" })).rejects.toThrow("nothing listens there");
});

it("says which right is missing, and that there is no such pod", async () => {
  await expect(forward()("secret", "x", 1)).rejects.toMatchObject({ reason: "forbidden", status: 403 });
});
