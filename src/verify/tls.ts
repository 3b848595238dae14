import { isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect, type TLSSocket } from "node:tls";
import { type Place, type TlsFacts, Unanswered } from "./live.ts";
import type { Endpoint } from "./resolve.ts";
import { isDistrusted, isNameless, nameHint } from "./silence.ts";

/** Looks at the certificate that a host shows; `to` leads elsewhere than where its name does. */
export function tlsFacts(host: string, to: Endpoint = { host }): Promise<TlsFacts> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      { port: 443, ...to, servername: host, rejectUnauthorized: false, timeout: 10_000 },
      () => {
        resolve(factsOf(socket));
        socket.destroy();
      },
    );
    socket.on("timeout", () => socket.destroy(new Error("no answer within 10 seconds")));
    socket.on("error", (error: NodeJS.ErrnoException) => reject(silence(host, error)));
  });
}

/** A server that speaks no TLS may wait for the end of a line. */
const handshake = 5000;

/** The connection itself, or TLS over it where the place speaks that; its certificate has to be a trusted one. */
export function secured({ name, tlsName }: Place, plain: Duplex): Promise<Duplex> {
  if (tlsName === undefined) return Promise.resolve(plain);
  const servername = isIP(tlsName) === 0 ? { servername: tlsName } : {};
  return new Promise((resolve, reject) => {
    const socket = connect({ socket: plain, host: tlsName, ...servername }, () =>
      resolve(socket.setTimeout(0)),
    );
    socket.once("error", (error: NodeJS.ErrnoException) => {
      plain.destroy();
      reject(notSecured(name, error));
    });
    socket.setTimeout(handshake, () => {
      plain.destroy();
      reject(notSecured(name, { message: `no answer within ${handshake / 1000} seconds` }));
    });
    // A server that speaks no TLS may hang up without a word.
    plain.once("close", () => reject(notSecured(name, { code: "ECONNRESET", message: "it hung up" })));
  });
}

function notSecured(
  name: string,
  { code, message }: { readonly code?: string | undefined; readonly message: string },
) {
  const why = code ?? message;
  if (isDistrusted(why))
    return new Unanswered(
      `the certificate of ${name} is not accepted (${why})`,
      "apps accept one for its host name, by an authority that everybody trusts",
    );
  return new Unanswered(`${name} speaks no TLS there (${why})`, "see its port, and external_redis_tls");
}

function factsOf(socket: TLSSocket): TlsFacts {
  const { subject, subjectaltname = "", valid_to: validTo } = socket.getPeerCertificate();
  const alternatives = [...subjectaltname.matchAll(/DNS:([^,\s]+)/g)].map(([, name = ""]) => name);
  const common = subject?.CN;
  const names = alternatives.length > 0 ? alternatives : common ? [common].flat() : [];
  const { authorizationError } = socket as { authorizationError?: Error | string };
  const fault = typeof authorizationError === "string" ? authorizationError : codeOf(authorizationError);
  return { names, validTo: new Date(validTo), fault: socket.authorized ? undefined : fault };
}

function codeOf(error: NodeJS.ErrnoException | undefined): string {
  return error?.code ?? error?.message ?? "unknown reason";
}

function silence(host: string, { code, message }: NodeJS.ErrnoException): Unanswered {
  if (isNameless(code ?? "")) return new Unanswered(`the name ${host} does not resolve here`, nameHint);
  return new Unanswered(
    `${host} does not answer over HTTPS (${code ?? message})`,
    "look at the Gateway's status",
  );
}
