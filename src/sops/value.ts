import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Value types that SOPS writes behind `type:`; `comment` and `bytes` are only ever read. */
export type ValueType = "str" | "int" | "float" | "bool" | "time" | "bytes" | "comment";

/** The parts of `ENC[AES256_GCM,data:…,iv:…,tag:…,type:…]`, decoded. */
export interface Encrypted {
  readonly data: Buffer;
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly type: ValueType;
}

/** A value in the canonical text form that is encrypted and hashed, such as `True` for a boolean. */
export interface Plain {
  readonly type: ValueType;
  readonly text: string;
}

const DATA_KEY_BYTES = 32;
const IV_BYTES = 32;
const TAG_BYTES = 16;
const PATTERN = /^ENC\[AES256_GCM,data:(.+),iv:(.+),tag:(.+),type:(.+)\]/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const TYPES: ReadonlySet<string> = new Set(["str", "int", "float", "bool", "time", "bytes", "comment"]);

/** A new data key: one per file, and another one whenever a recipient is removed. */
export function newDataKey(): Buffer {
  return randomBytes(DATA_KEY_BYTES);
}

/** True for text that claims to be an encrypted value, well-formed or not. */
export function looksEncrypted(text: string): boolean {
  return text.startsWith("ENC[");
}

/** The parts of an encrypted value; undefined when the text is not a well-formed one. */
export function parseEncrypted(text: string): Encrypted | undefined {
  const [, data, iv, tag, type] = PATTERN.exec(text) ?? [];
  if (!data || !iv || !tag || !isValueType(type)) return undefined;
  if (![data, iv, tag].every((part) => BASE64.test(part))) return undefined;
  const decoded = [data, iv, tag].map((part) => Buffer.from(part, "base64"));
  const [dataBytes, ivBytes, tagBytes] = decoded;
  if (!dataBytes || !ivBytes?.length || tagBytes?.length !== TAG_BYTES) return undefined;
  return { data: dataBytes, iv: ivBytes, tag: tagBytes, type };
}

/**
 * Encrypts under a fresh 32-byte IV, so that equal values never look equal.
 * The additional data binds a value to its place; see `additionalData`.
 */
export function encryptValue({ type, text }: Plain, key: Buffer, additional: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(additional, "utf8"));
  const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const [d, i, t] = [data, iv, cipher.getAuthTag()].map((part) => part.toString("base64"));
  return `ENC[AES256_GCM,data:${d},iv:${i},tag:${t},type:${type}]`;
}

/** The plaintext bytes; undefined when key, additional data or any part of the value is not the original. */
export function decryptValue(value: Encrypted, key: Buffer, additional: string): Buffer | undefined {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, value.iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(additional, "utf8")).setAuthTag(value.tag);
    return Buffer.concat([decipher.update(value.data), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Binds a value to the keys above it. Items of a list share the place of their list. */
export function additionalData(path: readonly string[]): string {
  return `${path.join(":")}:`;
}

function isValueType(type: string | undefined): type is ValueType {
  return type !== undefined && TYPES.has(type);
}
