import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Later } from "./cleanup.ts";
import { freePorts } from "./ports.ts";

/** Serves the bare repositories of a folder over HTTP on loopback; gives the URL that their names follow. */
export async function serveGit(folder: string, later: Later): Promise<string> {
  const [port = 0] = await freePorts(1);
  const server = createServer((request, response) => answer(folder, request, response));
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  later(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${port}`;
}

/** `git http-backend` is a CGI program: the request in its environment and stdin, the answer on its stdout. */
function answer(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const [path = "/", query = ""] = (request.url ?? "/").split("?");
  const { headers, method = "GET" } = request;
  const env = {
    ...process.env,
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: decodeURIComponent(path),
    QUERY_STRING: query,
    REQUEST_METHOD: method,
    CONTENT_TYPE: headers["content-type"] ?? "",
    HTTP_CONTENT_ENCODING: headers["content-encoding"] ?? "",
    GIT_PROTOCOL: String(headers["git-protocol"] ?? ""),
  };
  const backend = spawn("git", ["http-backend"], { env, stdio: ["pipe", "pipe", "ignore"] });
  const chunks: Buffer[] = [];
  backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  backend.on("error", () => response.writeHead(500).end());
  backend.on("close", () => reply(response, Buffer.concat(chunks)));
  backend.stdin.on("error", () => undefined);
  request.pipe(backend.stdin);
}

function reply(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf("\r\n\r\n");
  const lines = output
    .subarray(0, Math.max(end, 0))
    .toString("latin1")
    .split("\r\n")
    .map((line) => line.split(": "));
  const fields = new Map(lines.map(([name = "", ...value]) => [name.toLowerCase(), value.join(": ")]));
  const status = Number.parseInt(fields.get("status") ?? (end < 0 ? "500" : "200"), 10);
  fields.delete("status");
  fields.delete("");
  response.writeHead(status, Object.fromEntries(fields)).end(end < 0 ? undefined : output.subarray(end + 4));
}
