import { type IncomingMessage, request as requestHttp } from "node:http";
import { type RequestOptions, request as requestHttps } from "node:https";
import { KubeError } from "./api.ts";
import { refusalOf, silenceOf } from "./failure.ts";

/** One request, its path with the query. */
export interface Question {
  readonly method?: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly body?: unknown;
  readonly type?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds within which the answer must have come to its end; without it only its beginning is waited for. */
  readonly endsWithin?: number;
}

/** Where to ask, and what proves who asks; called before each request, since tokens run out. */
export interface Access {
  readonly server: string;
  options(): Promise<RequestOptions>;
}

/** Answers with the stream of a successful response; rejects with a KubeError otherwise. */
export type Ask = (question: Question) => Promise<AsyncIterable<Buffer>>;

/** Milliseconds within which an answer must begin. */
const patience = 15_000;

export function askOver(access: Access): Ask {
  return async (question) => {
    const options = await access.options().catch((error: unknown) => {
      throw new KubeError("credentials", error instanceof Error ? error.message : String(error));
    });
    return send(access.server, options, question);
  };
}

/** The whole text of an answer. */
export async function textFrom(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString("utf8");
}

function send(server: string, options: RequestOptions, question: Question): Promise<AsyncIterable<Buffer>> {
  const { method = "GET", path, body, type = "application/json", accept, signal, endsWithin } = question;
  const url = new URL(`${server.replace(/\/$/, "")}${path}`);
  const headers = {
    ...options.headers,
    accept: accept ?? "application/json",
    ...(body === undefined ? {} : { "content-type": type }),
  };
  const request = url.protocol === "http:" ? requestHttp : requestHttps;
  return new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    const sent = request(url, { ...options, method, headers, ...(signal && { signal }) }, (response) => {
      clearTimeout(timer);
      if (endsWithin !== undefined) endWithin(response, endsWithin);
      const status = response.statusCode ?? 0;
      if (status < 300) return resolve(chunksOf(response));
      textFrom(chunksOf(response)).then((text) => reject(refusalOf(status, text)), reject);
    });
    const timer = setTimeout(
      () => sent.destroy(new Error(`no answer within ${patience / 1000} s`)),
      patience,
    );
    sent.on("error", (error) => {
      clearTimeout(timer);
      reject(silenceOf(error));
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  }).catch((error: unknown) => {
    throw silenceOf(error);
  });
}

function endWithin(response: IncomingMessage, milliseconds: number): void {
  const late = setTimeout(() => response.destroy(new Error(`the connection fell silent`)), milliseconds);
  response.once("close", () => clearTimeout(late));
}

async function* chunksOf(response: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  try {
    for await (const chunk of response) yield chunk;
  } catch (error) {
    throw silenceOf(error);
  }
}
