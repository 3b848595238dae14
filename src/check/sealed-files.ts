import { isSealedPath } from "../files.ts";
import type { Problem } from "../problem.ts";
import { error, shown, warning } from "./problems.ts";
import type { Tree } from "./tree.ts";
import { children, get, isMapping, list, mapping, text } from "./value.ts";

/** What a sealed Secret may say in clear; `sops` is the metadata of a file that is encrypted already. */
const CLEAR: ReadonlySet<string> = new Set([
  ...["apiVersion", "kind", "metadata", "type", "immutable", "data", "stringData", "sops"],
]);

/** Every Secret is sealed and every sealed file is a Secret: gives `clear-secret`, `sealed-not-a-secret`, `secret-outside-data`. */
export function* checkSealedFiles(tree: Tree): Iterable<Problem> {
  for (const manifest of tree.manifests) {
    const isSecret = manifest.kind === "Secret" && manifest.group === "";
    if (isSealedPath(manifest.path)) {
      if (!isSecret) {
        const message = `${shown(manifest.kind)} ${shown(manifest.name)} is in a sealed file, where only a Secret gets encrypted`;
        yield error(
          "sealed-not-a-secret",
          manifest.at(["kind"]),
          message,
          "move it to a file that is not *.sops.yaml",
        );
      }
      for (const key of Object.keys(manifest.value)) {
        if (!isSecret || CLEAR.has(key)) continue;
        const message = `${shown(key)} of a Secret is not encrypted`;
        yield error("secret-outside-data", manifest.at([key]), message, "put it under stringData");
      }
    } else if (isSecret) {
      const hint = "render it into a file whose name ends in .sops.yaml";
      yield error(
        "clear-secret",
        manifest.at(["kind"]),
        `Secret ${shown(manifest.name)} is not in a sealed file`,
        hint,
      );
    }
  }
  yield* generatedSecrets(tree);
}

/** A secretGenerator that reads literals or open files is a Secret in clear. */
function* generatedSecrets(tree: Tree): Iterable<Problem> {
  for (const { document, entries } of tree.kustomizations.values()) {
    for (const { value, path } of children({
      value: get(document.value, "secretGenerator") ?? null,
      path: ["secretGenerator"],
    })) {
      const open = entries.some(
        ({ at, target }) =>
          at[0] === "secretGenerator" &&
          at[1] === path[1] &&
          target !== undefined &&
          !/\.sops\.|\.enc/.test(target),
      );
      if (list(get(value, "literals")).length === 0 && !open) continue;
      const name = shown(text(get(value, "name")) ?? "");
      yield error(
        "clear-secret",
        document.at(path),
        `the generator of Secret ${name} reads plain text`,
        "render a *.sops.yaml instead",
      );
    }
  }
}

/**
 * The API server takes only strings, and base64 under `data`: gives `secret-value`, never with the value, and the
 * warning `empty-secret` for a value that a template most likely lost.
 */
export function* checkSecretValues(tree: Tree): Iterable<Problem> {
  for (const manifest of tree.manifests) {
    if (manifest.kind !== "Secret" || manifest.group !== "") continue;
    for (const part of ["data", "stringData"]) {
      const entries = manifest.value[part] ?? null;
      if (entries !== null && !isMapping(entries)) {
        const hint = "write names and values below it";
        yield error("secret-value", manifest.at([part]), `${part} of a Secret must be a mapping`, hint);
      }
      for (const [key, value] of Object.entries(mapping(entries))) {
        if (value === "")
          yield warning(
            "empty-secret",
            manifest.at([part, key]),
            `key ${shown(key)} of a Secret is empty`,
            "give it a value, or take it out",
          );
        if (typeof value === "string" && (part === "stringData" || isBase64(value))) continue;
        const wanted = part === "data" ? "must be base64" : "must be a string";
        const hint = part === "data" ? "write the plain value under stringData" : "quote the value";
        yield error(
          "secret-value",
          manifest.at([part, key]),
          `key ${shown(key)} of a Secret ${wanted}`,
          hint,
        );
      }
    }
  }
}

function isBase64(value: string): boolean {
  if (value.startsWith("ENC[")) return true;
  return /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value.replace(/\s/g, ""));
}
