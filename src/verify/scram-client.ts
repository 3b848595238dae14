import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";

/** What the client says first (RFC 5802); without channel binding, since the name in it is PostgreSQL's own. */
export interface ClientFirst {
  readonly message: string;
  readonly nonce: string;
}

export interface ClientFinal {
  readonly message: string;
  /** What proves that the server knows the password, too. */
  readonly serverSignature: Buffer;
}

export function clientFirst(nonce = randomBytes(18).toString("base64")): ClientFirst {
  return { message: `n,,n=,r=${nonce}`, nonce };
}

/** Answers the server's challenge. Throws when it is none, or is an answer to somebody else. */
export function clientFinal(first: ClientFirst, challenge: string, password: string): ClientFinal {
  const { r: nonce = "", s: salt = "", i: iterations = "" } = attributes(challenge);
  const rounds = Number(iterations);
  if (!nonce.startsWith(first.nonce) || salt === "" || !(rounds >= 1 && rounds <= 10_000_000))
    throw new Error("the server's challenge is not one of SCRAM-SHA-256");
  const salted = pbkdf2Sync(password, Buffer.from(salt, "base64"), rounds, 32, "sha256");
  const withoutProof = `c=biws,r=${nonce}`;
  const said = [first.message.slice(3), challenge, withoutProof].join(",");
  const clientKey = hmac(salted, "Client Key");
  const signature = hmac(createHash("sha256").update(clientKey).digest(), said);
  const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
  return {
    message: `${withoutProof},p=${proof.toString("base64")}`,
    serverSignature: hmac(hmac(salted, "Server Key"), said),
  };
}

/** True when the server's last word proves that it knows the password. */
export function isServerSignature(text: string, { serverSignature }: ClientFinal): boolean {
  const given = Buffer.from(attributes(text).v ?? "", "base64");
  return given.length === serverSignature.length && timingSafeEqual(given, serverSignature);
}

function attributes(text: string): Record<string, string> {
  return Object.fromEntries(text.split(",").map((part) => [part.slice(0, 1), part.slice(2)]));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
