import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createProxy } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Certificate } from "./certificate.ts";

/** Registries of models on the loopback address, behind a proxy through which their names lead to them. */
export interface ModelRegistry {
  /** The proxy, as HTTPS_PROXY wants it. */
  readonly proxy: string;
  /** Every host and port that was called. */
  readonly called: ReadonlySet<string>;
  /** Digests that were fetched, one for each fetch. */
  readonly fetched: string[];
  readonly stop: () => Promise<void>;
}

/** Where the registries send those who ask for a file. */
const stores: Readonly<Record<string, string>> = {
  "registry.ollama.ai": "dd20bb891979d25aebc8bec07b2b3bbc.r2.cloudflarestorage.com",
  "hf.co": "cas-bridge.xethub.hf.co",
};

/** Starts both; a model that is called `missing` is in no registry. */
export async function startModelRegistry({ key, cert }: Certificate): Promise<ModelRegistry> {
  const called = new Set<string>();
  const fetched: string[] = [];
  const server = createServer({ key, cert }, (request, response) => answer(request, response, fetched));
  const port = await listen(server);
  const proxy = createProxy();
  const tunnels = new Set<Socket>();
  proxy.on("connect", ({ url = "" }, client: Socket) => {
    called.add(url);
    tunnels.add(client);
    const registry = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      registry.pipe(client).pipe(registry);
    });
    registry.on("error", () => client.destroy());
    client.on("error", () => registry.destroy());
  });
  const proxyPort = await listen(proxy);
  const stop = async () => {
    for (const tunnel of tunnels) tunnel.destroy();
    server.closeAllConnections();
    await Promise.all([server, proxy].map((one) => new Promise((resolve) => one.close(resolve))));
  };
  return { proxy: `http://127.0.0.1:${proxyPort}`, called, fetched, stop };
}

function listen(server: ReturnType<typeof createServer> | ReturnType<typeof createProxy>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function answer(
  { method, url = "", headers }: IncomingMessage,
  response: ServerResponse,
  fetched: string[],
): void {
  const { host = "" } = headers;
  const [, model = ""] = /^\/v2\/(.+)\/manifests\//.exec(url) ?? [];
  const [, digest = ""] = /\/(sha256:[0-9a-f]+)$/.exec(url) ?? [];
  if (model && !model.includes("missing")) {
    response.end(JSON.stringify(manifestOf(model)));
  } else if (digest && stores[host]) {
    response.writeHead(307, { location: `https://${stores[host]}/${digest}` });
    response.end();
  } else if (digest) {
    if (method === "GET") fetched.push(digest);
    const file = files.get(digest) ?? Buffer.alloc(0);
    response.writeHead(headers.range ? 206 : 200, { "content-length": file.length });
    response.end(method === "GET" ? file : undefined);
  } else {
    response.writeHead(404);
    response.end();
  }
}

/** What was promised in a manifest. */
const files = new Map<string, Buffer>();

function manifestOf(model: string): object {
  return {
    schemaVersion: 2,
    mediaType: "application/vnd.docker.distribution.manifest.v2+json",
    config: layer(
      "application/vnd.docker.container.image.v1+json",
      JSON.stringify({ model_format: "gguf", model }),
    ),
    layers: [layer("application/vnd.ollama.image.model", `weights of ${model}`)],
  };
}

function layer(mediaType: string, text: string): object {
  const digest = `sha256:${createHash("sha256").update(text).digest("hex")}`;
  files.set(digest, Buffer.from(text));
  return { mediaType, digest, size: text.length };
}
