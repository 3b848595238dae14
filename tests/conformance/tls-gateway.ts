import { request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";
import type { Certificate } from "./certificate.ts";

export interface TlsGateway {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** The port that a host name leads to; undefined where no route is for it. */
export type Routes = (host: string) => number | undefined;

/**
 * Stands in for the Gateway: ends TLS on the loopback address and hands everything on by its host name, WebSockets as
 * well. As Gateways do, it answers 404 without a route, and 503 where nothing is behind one.
 */
export async function startTlsGateway(
  { key, cert }: Certificate,
  backend: number | Routes,
): Promise<TlsGateway> {
  const portOf = typeof backend === "number" ? () => backend : backend;
  const server = createServer({ key, cert }, (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const port = portOf(headers.host ?? "");
    if (port === undefined) return void outgoing.writeHead(404).end();
    const target = { host: "127.0.0.1", port };
    const handed = request({ ...target, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    handed.on("error", () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(503).end()));
    incoming.pipe(handed);
  });
  server.on("upgrade", ({ method, url, headers, rawHeaders }, client: Socket, head: Buffer) => {
    const backward = connect({ host: "127.0.0.1", port: portOf(headers.host ?? "") ?? 0 }, () => {
      backward.write(`${method} ${url} HTTP/1.1\r\n${headerLines(rawHeaders)}\r\n`);
      backward.write(head);
      backward.pipe(client).pipe(backward);
    });
    for (const [one, other] of [
      [client, backward],
      [backward, client],
    ] as const)
      one.on("error", () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port, stop };
}

function headerLines(raw: readonly string[]): string {
  return raw.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join("");
}
