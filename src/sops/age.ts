import type { Decrypter } from "age-encryption";
import { readBech32 } from "./bech32.ts";

/** Who can read: `native` and `hybrid` (post-quantum) are built in, `external` needs the sops binary. */
export type RecipientKind = "native" | "hybrid" | "external";

/** What pasted text turned out to be when it is not a recipient. */
export type RecipientFault = "private-key" | "not-a-recipient";

const NATIVE_BYTES = 32;
const HYBRID_BYTES = 1216;
const IDENTITY_BYTES = 32;

/** The kind of an age recipient, or why it is none. Checks the checksum, so that a typo does not lock a file. */
export function recipientKind(text: string): RecipientKind | RecipientFault {
  if (/AGE-(?:SECRET-KEY|PLUGIN)-|PRIVATE KEY-----/i.test(text)) return "private-key";
  if (/^ssh-(?:ed25519|rsa) [A-Za-z0-9+/]+=*(?: .*)?$/.test(text)) return "external";
  const decoded = text.startsWith("age1") ? readBech32(text) : undefined;
  if (!decoded) return "not-a-recipient";
  if (decoded.prefix === "age") return decoded.bytes === NATIVE_BYTES ? "native" : "not-a-recipient";
  if (decoded.prefix === "age1pq") return decoded.bytes === HYBRID_BYTES ? "hybrid" : "not-a-recipient";
  return "external";
}

/** True for a recipient that the embedded engine can encrypt to. */
export function isBuiltIn(kind: RecipientKind | RecipientFault): boolean {
  return kind === "native" || kind === "hybrid";
}

/** The kind of an age identity: `plugin` ones are left to the sops binary; undefined when it is not one. */
export function identityKind(text: string): "native" | "hybrid" | "plugin" | undefined {
  const decoded = /^AGE-/.test(text) ? readBech32(text) : undefined;
  if (decoded?.prefix.startsWith("age-plugin-")) return "plugin";
  if (decoded?.bytes !== IDENTITY_BYTES) return undefined;
  if (decoded.prefix === "age-secret-key-") return "native";
  return decoded.prefix === "age-secret-key-pq-" ? "hybrid" : undefined;
}

/** Encrypts a data key to one recipient, as the armored age file that goes under `enc`. */
export async function wrapDataKey(dataKey: Buffer, recipient: string): Promise<string> {
  const { Encrypter, armor } = await import("age-encryption");
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await gathered(await encrypter.encrypt(streamOf(dataKey))));
}

/** Of bytes that are not a stream, age gathers its answer by `fetch`, which takes Node 30 ms to load. */
function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

async function gathered(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

/** What came of a wrapped data key: the key, `no-match` for other people's, `damaged` for a broken one. */
export type Unwrapped = Buffer | "no-match" | "damaged";

/** A function that decrypts armored age files with one secret identity, which it keeps to itself. */
export function unwrapperOf(secret: string): (armored: string) => Promise<Unwrapped> {
  let decrypter: Promise<Decrypter> | undefined;
  return async (armored) => {
    decrypter ??= decrypterFor(secret);
    return unwrap(await decrypter, armored);
  };
}

async function decrypterFor(secret: string): Promise<Decrypter> {
  const { Decrypter } = await import("age-encryption");
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  return decrypter;
}

async function unwrap(decrypter: Decrypter, armored: string): Promise<Unwrapped> {
  const { armor } = await import("age-encryption");
  try {
    return await gathered(await decrypter.decrypt(streamOf(armor.decode(armored))));
  } catch (error) {
    return error instanceof Error && /no identity matched/.test(error.message) ? "no-match" : "damaged";
  }
}
