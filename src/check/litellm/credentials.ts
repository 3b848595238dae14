import type { Problem } from "../../problem.ts";
import { listed, shown } from "../problems.ts";
import { get, list, type Path, type Value } from "../value.ts";
import { type ConfigFile, deployments } from "./config-file.ts";

/**
 * Credentials exist and are complete, and what must be unique is. Gives `unknown-credential`,
 * `missing-credential-info` (LiteLLM 1.108 reads it without looking whether it is there), `duplicate-credential`,
 * `duplicate-model-id`, and the warning `duplicate-deployment`.
 */
export function* checkCredentials(file: ConfigFile): Iterable<Problem> {
  const credentials = list(get(file.value, "credential_list"));
  const names = credentials.flatMap((each) => String(get(each, "credential_name") ?? ""));
  for (const [index, credential] of credentials.entries()) {
    if ((get(credential, "credential_info") ?? null) !== null) continue;
    const message = "the credential has no credential_info, without which LiteLLM does not start";
    yield file.fail(
      "missing-credential-info",
      ["credential_list", index],
      message,
      "add a description to it",
    );
  }
  yield* repeated(file, "duplicate-credential", "credential_list", ["credential_name"]);
  yield* repeated(file, "duplicate-model-id", "model_list", ["model_info", "id"]);
  for (const { value, path } of deployments(file)) {
    const name = get(value, "litellm_params", "litellm_credential_name");
    if (typeof name !== "string" || names.includes(name)) continue;
    const at = [...path, "litellm_params", "litellm_credential_name"];
    const hint = names.length > 0 ? `name one of: ${listed(names)}` : "add it to credential_list";
    yield file.fail("unknown-credential", at, `there is no credential ${shown(name)}`, hint);
  }
  yield* twins(file);
}

function* repeated(file: ConfigFile, code: string, section: string, field: Path): Iterable<Problem> {
  const seen = new Set<Value>();
  for (const [index, item] of list(get(file.value, section)).entries()) {
    const found = get(item, ...field);
    if (typeof found !== "string") continue;
    if (seen.has(found))
      yield file.fail(
        code,
        [section, index, ...field],
        `${shown(found)} is there twice`,
        "rename one of them",
      );
    seen.add(found);
  }
}

/** Deployments of one name share its requests; two that are the same share nothing. */
function* twins(file: ConfigFile): Iterable<Problem> {
  const seen = new Set<string>();
  for (const { value, path } of deployments(file)) {
    const key = JSON.stringify(value);
    if (seen.has(key))
      yield file.warn("duplicate-deployment", path, "the same deployment stands twice", "take one out");
    seen.add(key);
  }
}
