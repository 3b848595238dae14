import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Duplex } from "node:stream";
import type { HttpAnswer, HttpRequest } from "./live.ts";
import type { Resolve } from "./resolve.ts";

/** More than any answer that a check reads. */
const longestAnswer = 20_000_000;

/** One request over a connection that is there already; the connection ends with it. */
export function askOver(connection: Duplex, host: string, request: HttpRequest): Promise<HttpAnswer> {
  // With an agent of its own the request would open another connection.
  const options = { ...optionsOf(request), host, createConnection: () => connection };
  return sent(request, (take) => httpRequest(options, take)).finally(() => connection.destroy());
}

/** One request to a URL, with the certificate checked as anybody would, wherever its host is looked for. */
export function askUrl(
  url: string,
  request: HttpRequest,
  { resolve, signal }: { readonly resolve?: Resolve; readonly signal?: AbortSignal } = {},
): Promise<HttpAnswer> {
  const target = new URL(`${url}${request.path}`);
  const make = target.protocol === "https:" ? httpsRequest : httpRequest;
  const to = resolve?.(target.hostname);
  const { headers, ...options } = optionsOf(request);
  const named = {
    ...options,
    ...(signal && { signal }),
    agent: false,
    headers: { host: target.host, ...headers },
  };
  const elsewhere = to && { ...to, hostname: to.host, servername: target.hostname };
  return sent(request, (take) => make(target, { ...named, ...elsewhere }, take));
}

function optionsOf({ method = "GET", path, headers = {}, body }: HttpRequest) {
  const type = body === undefined ? {} : { "content-type": "application/json" };
  return { method, path, headers: { connection: "close", ...type, ...headers } };
}

function sent(
  { body }: HttpRequest,
  make: (take: (response: IncomingMessage) => void) => ClientRequest,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const asked = make((response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > longestAnswer) asked.destroy(new Error("the answer is too long"));
        chunks.push(chunk);
      });
      response.on("error", reject);
      response.on("end", () => {
        const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(headers), text });
      });
    });
    asked.on("error", reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
