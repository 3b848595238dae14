import { Agent, request } from "node:https";

/** How to reach an API server as its administrator. */
export interface KubeAccess {
  /** https://127.0.0.1:port */
  readonly url: string;
  readonly token: string;
  /** PEM text of the certificate that the server signed for itself. */
  readonly ca: string;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly warnings: readonly string[];
}

export interface Question {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  readonly type?: string;
  readonly accept?: string;
}

/** Asks the API server; rejects only when there is no answer at all. */
export type KubeClient = (path: string, question?: Question) => Promise<Answer>;

/** The name that the server's own certificate has; an address on loopback is not in it. */
const servername = "kubernetes";
const connections = 16;
const mostAttempts = 3;
/** What a connection says that the other side has closed: to who waits, and to who writes. */
const stale: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE"]);

export interface OpenClient {
  readonly ask: KubeClient;
  close(): Promise<void>;
}

export function kubeClient({ url, token, ca }: KubeAccess): OpenClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, ca, servername });
  const attempt = (path: string, question: Question, left: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { method = "GET", body, type = "application/json", accept } = question;
      const headers = {
        authorization: `Bearer ${token}`,
        accept: accept ?? "application/json",
        ...(body === undefined ? {} : { "content-type": type }),
      };
      const asked = request(`${url}${path}`, { agent, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => resolve(answerOf(response, Buffer.concat(chunks).toString("utf8"))));
      });
      asked.on("error", (error: NodeJS.ErrnoException) => {
        // The server hangs up on connections that were idle, or slow to begin on a busy machine.
        const isAgain = asked.reusedSocket || method !== "POST";
        if (isAgain && stale.has(error.code ?? "") && left > 1) resolve(attempt(path, question, left - 1));
        else reject(error);
      });
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  const ask: KubeClient = (path, question = {}) => attempt(path, question, mostAttempts);
  return { ask, close: async () => agent.destroy() };
}

function answerOf(
  response: { statusCode?: number | undefined; headers: NodeJS.Dict<string | string[]> },
  text: string,
): Answer {
  const warning = response.headers.warning;
  const warnings = warning === undefined ? [] : [warning].flat();
  return { status: response.statusCode ?? 0, body: parsed(text), warnings };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the server says about a request that it refused. */
export function reasonOf({ status, body }: Answer): string {
  const message = typeof body === "object" && body !== null && "message" in body ? body.message : body;
  return `${status} ${String(message)}`;
}
