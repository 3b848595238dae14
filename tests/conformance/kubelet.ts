import { createServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import type { Certificate } from "./certificate.ts";
import { acceptWebSocket } from "./websocket.ts";

export interface Kubelet {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/**
 * Stands in for the kubelet where an API server forwards ports to: `portOf` gives the port on the loopback address that
 * a pod's port leads to. Channel 0 is data, 1 errors, and each begins with the port in two bytes
 * (k8s.io/kubelet/pkg/cri/streaming/portforward/websocket.go).
 */
export async function startKubelet(
  { key, cert }: Certificate,
  portOf: (namespace: string, pod: string, port: number) => number | undefined,
): Promise<Kubelet> {
  const server = createServer({ key, cert }, (_request, response) => response.writeHead(404).end());
  server.on("upgrade", (request, socket) => {
    const url = new URL(request.url ?? "", "https://kubelet");
    const [, , namespace = "", pod = ""] = url.pathname.split("/");
    const port = Number(url.searchParams.getAll("port")[0] ?? url.searchParams.getAll("ports")[0]);
    const to = portOf(namespace, pod, port);
    const target = connect({ host: "127.0.0.1", port: to ?? 0 });
    const opened = acceptWebSocket(request, socket, (data) => {
      if (data[0] === 0) target.write(data.subarray(1));
    });
    for (const channel of [0, 1]) opened.send(Buffer.from([channel, port & 255, port >> 8]));
    target.on("data", (data: Buffer) => {
      for (let at = 0; at < data.length; at += 30_000)
        opened.send(Buffer.concat([Buffer.from([0]), data.subarray(at, at + 30_000)]));
    });
    target.on("error", ({ message }) => opened.send(Buffer.concat([Buffer.from([1]), Buffer.from(message)])));
    target.on("close", () => socket.end());
    socket.on("close", () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port, stop };
}
