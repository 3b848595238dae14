import { KubeError, type KubeReason } from "./api.ts";
import { textOf } from "./object.ts";

const reasons: Readonly<Record<number, KubeReason>> = {
  401: "credentials",
  403: "forbidden",
  404: "not-found",
  410: "expired",
  422: "invalid",
};

/** What the server's own answer says about a request that it refused. */
export function refusalOf(status: number, text: string): KubeError {
  const message = messageIn(text) ?? `HTTP ${status}`;
  return new KubeError(reasons[status] ?? "other", message, status);
}

function messageIn(text: string): string | undefined {
  try {
    return textOf(JSON.parse(text), "message");
  } catch {
    return undefined;
  }
}

/** Codes of Node and OpenSSL about a certificate that cannot be trusted. */
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|ERR_TLS/;

/** What the system says when no answer came at all. */
export function silenceOf(error: unknown): KubeError {
  if (error instanceof KubeError) return error;
  const { code = "", message = String(error) } = error as NodeJS.ErrnoException;
  // All that Node says of an answer whose connection ended halfway.
  const said = message === "aborted" ? "the connection broke off" : message || code;
  return new KubeError(untrusted.test(code) ? "certificate" : "unreachable", said);
}
