import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { CheckContext } from "../../src/check/context.ts";
import type { Files } from "../../src/files.ts";

const ROOT = fileURLToPath(new URL("./cases/platform", import.meta.url));

/** A small platform as the templates would print it: three apps' worth of what refers to what. */
export function platform(): Map<string, { text: string }> {
  const entries = readdirSync(ROOT, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(
    paths.map((path) => [relative(ROOT, path).split(sep).join("/"), { text: readFileSync(path, "utf8") }]),
  );
}

export const PLATFORM_CONTEXT: CheckContext = {
  secrets: new Map([
    ["dragonfly_litellm_password", "cache-pa$$word"],
    ["dragonfly_password", "root/pass+word"],
    ["litellm_db_password", "p@ss:word"],
    ["litellm_master_key", "sk-0123456789abcdef0123456789abcdef"],
    ["litellm_s3_access_key", "access-key-1"],
    ["litellm_s3_secret_key", "secret-key-1"],
  ]),
  external: [
    { kind: "Kustomization", namespace: "cnpg-system", name: "cloudnative-pg" },
    { kind: "Namespace", name: "monitoring" },
  ],
};

/** The platform with one text in one of its files replaced; the file must hold it. */
export function changed(path: string, from: string, to: string): Files {
  const files = platform();
  const text = files.get(path)?.text ?? "";
  if (!text.includes(from)) throw new Error(`${path} does not hold ${JSON.stringify(from)}`);
  return files.set(path, { text: text.replace(from, () => to) });
}
