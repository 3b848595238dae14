import { createServer as createHttp, type RequestListener } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Runs the test with a server on a free port of the loopback address. */
export async function withServer(
  server: Server,
  test: (dial: () => Promise<Socket>, port: number) => Promise<void>,
): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const sockets: Socket[] = [];
  server.on("connection", (socket: Socket) => sockets.push(socket));
  const dial = () =>
    new Promise<Socket>((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port }, () => resolve(socket));
      socket.once("error", reject);
    });
  try {
    await test(dial, port);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

export function httpServer(listener: RequestListener): Server {
  return createHttp(listener);
}

/** Answers whatever comes with the given texts, one for each chunk. */
export function scriptedServer(answers: readonly (string | Buffer)[]): Server {
  return createServer((socket) => {
    const left = [...answers];
    socket.on("error", () => {});
    socket.on("data", () => {
      const next = left.shift();
      if (next === undefined) socket.destroy();
      else socket.write(next);
    });
  });
}
