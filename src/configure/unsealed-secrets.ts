import type { Problem } from "../problem.ts";
import { metadataPair } from "../sops/metadata.ts";
import { parseFile } from "../sops/parse.ts";
import { errorAt } from "../sops/place.ts";
import { walkTree } from "../sops/tree.ts";
import { looksEncrypted } from "../sops/value.ts";

/** A secret that stands in plain text, and the problem `secret-not-sealed` at its place. */
export interface Unsealed {
  readonly name: string;
  readonly problem: Problem;
}

/**
 * Secret settings with plaintext values in an encrypted cluster.yaml: typed in since, or unknown to the rule that
 * it was encrypted by. No key is needed to see them. None in a file that is not encrypted.
 */
export function unsealedSecrets(text: string, file: string, secrets: readonly string[]): Unsealed[] {
  const { value: parsed } = parseFile(text, file);
  if (!parsed || !metadataPair(parsed.map)) return [];
  const names = new Set(secrets);
  return walkTree(parsed).leaves.flatMap(({ path: [name = ""], value, span }) => {
    if (!names.has(name) || value.text === "" || looksEncrypted(value.text)) return [];
    const message = `${name} stands in plain text in an encrypted file`;
    const hint = "run clusterloom secrets encrypt, which encrypts it and leaves everything else as it is";
    return [{ name, problem: errorAt("secret-not-sealed", parsed.locate(span.start), message, hint) }];
  });
}

/**
 * What a lenient opening found, in the words of cluster.yaml. While a new value waits to be encrypted, the MAC
 * cannot match, so that is not said as well.
 */
export function sealingProblems(opening: readonly Problem[], unsealed: readonly Unsealed[]): Problem[] {
  const known = new Set(unsealed.map(({ problem }) => placeKey(problem)));
  const others = opening.flatMap((problem): Problem[] => {
    if (problem.code === "sops-plaintext") return known.has(placeKey(problem)) ? [] : [waiting(problem)];
    return problem.code === "sops-mac-mismatch" ? [unvouched(problem)] : [problem];
  });
  const waits = unsealed.length > 0 || others.some(({ code }) => code === "secret-not-sealed");
  const kept = waits ? others.filter(({ code }) => code !== "sops-mac-mismatch") : others;
  return [...unsealed.map(({ problem }) => problem), ...kept];
}

function waiting(problem: Problem): Problem {
  return {
    ...problem,
    severity: "error",
    code: "secret-not-sealed",
    hint: "run clusterloom secrets encrypt",
  };
}

function unvouched(problem: Problem): Problem {
  const hint =
    "restore the file from git; if the change is yours, run clusterloom secrets encrypt --ignore-mac";
  return { ...problem, severity: "error", hint };
}

function placeKey({ at }: Problem): string {
  return `${at?.line}:${at?.column}`;
}
