import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Later } from "./cleanup.ts";

/** A comment as both hosts tell it. */
interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  readonly author: { readonly id: number };
  body: string;
}

/** The few requests of GitHub's and GitLab's API about comments, on loopback. */
export interface CommentHost {
  readonly url: string;
  readonly comments: Comment[];
  /** Method and path of everything that was asked to change something. */
  readonly changes: string[];
  /** Answers 403 to every change from now on, as to a token that may only read. */
  readOnly: boolean;
}

export const token = "the-token-of-the-job";
const us = { login: "github-actions[bot]", id: 7 };

/** GitHub takes no longer comment. */
const longest = 65_536;

/** Starts one with as many comments of others as a page has, so that ours is on the second. */
export async function commentHost(later: Later): Promise<CommentHost> {
  const comments = Array.from(
    { length: 100 },
    (_each, id): Comment => ({
      ...{ id, user: { login: "someone" }, author: { id: 1 } },
      body: "<!-- clusterloom diff -->\nnot by us",
    }),
  );
  const host = { url: "", comments, changes: [] as string[], readOnly: false };
  const server = createServer(async (request, response) => {
    const [status, body] = await answer(host, request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  later(async () => {
    server.closeAllConnections();
    server.close();
  });
  host.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return host;
}

async function answer(host: CommentHost, request: IncomingMessage): Promise<[number, unknown]> {
  const { method = "GET", url: path = "/", headers } = request;
  let text = "";
  for await (const chunk of request) text += String(chunk);
  const isKnown = headers.authorization === `Bearer ${token}` || headers["private-token"] === token;
  if (!isKnown) return [401, {}];
  const { pathname, searchParams } = new URL(path, host.url);
  if (pathname === "/user") return [200, { id: us.id }];
  if (method === "GET") return [200, page(host.comments, searchParams)];
  host.changes.push(`${method} ${pathname}`);
  if (host.readOnly) return [403, { message: "Resource not accessible by integration" }];
  return write(host, method, pathname, (JSON.parse(text) as { body: string }).body);
}

function page(comments: readonly Comment[], query: URLSearchParams): readonly Comment[] {
  const [size, number] = [Number(query.get("per_page") ?? 30), Number(query.get("page") ?? 1)];
  return comments.slice((number - 1) * size, number * size);
}

function write(host: CommentHost, method: string, path: string, body: string): [number, unknown] {
  if (body.length > longest) return [422, { message: "body is too long" }];
  if (method === "POST") {
    const made = { id: host.comments.length, user: us, author: us, body };
    host.comments.push(made);
    return [201, made];
  }
  const comment = host.comments.find(({ id }) => path.endsWith(`/${id}`));
  if (!comment) return [404, {}];
  comment.body = body;
  return [200, comment];
}
