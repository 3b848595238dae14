import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly type: string | undefined;
  readonly body: string;
}

/** A server on loopback that answers as told; gives its URL and what it was asked to the work. */
export async function withServer(
  answer: (asked: Asked, response: ServerResponse) => void,
  work: (url: string, asked: readonly Asked[]) => Promise<void>,
): Promise<void> {
  const all: Asked[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const asked = {
      method: request.method ?? "",
      url: request.url ?? "",
      type: request.headers["content-type"],
      body,
    };
    all.push(asked);
    answer(asked, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, all);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
