import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { readFolder } from "../../src/check/disk/read-folder.ts";

const ROOT = fileURLToPath(new URL("./cases/defects", import.meta.url));
const APPS = "kubernetes/apps/";

/**
 * The defects that were found in a repository of this kind, each with what has to be said of it. Of such a repository,
 * those of its schema, its documentation and its CI cannot be seen in the tree that it renders.
 */
const defects: readonly (readonly [what: string, finding: string])[] = [
  ["a secret in the values of a release", "secret-in-clear headlamp/headlamp/app/helmrelease.yaml:24"],
  ["a Secret that nobody encrypts", "clear-secret ai-system/obot/app/secret.yaml:3"],
  ["a kustomization that names a missing file", "missing-path headlamp/headlamp/app/kustomization.yaml:6"],
  ["a Secret that no kustomization names", "orphan headlamp/headlamp/app/secret.sops.yaml:2"],
  ["an app whose parent does not name it", "orphan ai-system/obot/ks.yaml:2"],
  ["a retention where the plugin does not read it", "unknown-field ai-system/litellm/app/postgresql.yaml:23"],
  ["an archive without a base backup", "no-base-backup ai-system/litellm/app/postgresql.yaml:8"],
  ["a dashboard's variables that Flux takes", "live-substitution ai-system/litellm/app/dashboard.yaml:8"],
  ["a guardrail's key that no container has", "missing-environment ai-system/litellm/app/configmap.yaml:15"],
  ["a guardrail at a sidecar that is not there", "nobody-listens ai-system/litellm/app/configmap.yaml:20"],
  ["tracing without its callback", "unread-variable ai-system/litellm/app/helmrelease.yaml:30"],
  ["a password that breaks the YAML", "yaml-syntax headlamp/headlamp/app/configmap.yaml:6"],
  ["a password that breaks the URL", "url-not-encoded ai-system/litellm/app/secret.sops.yaml:8"],
  ["a password that breaks the ACL file", "acl-syntax ai-system/litellm/app/secret.sops.yaml:15"],
  ["a secret that a typo left empty", "empty-secret ai-system/litellm/app/secret.sops.yaml:7"],
  ["no models at all", "empty-list ai-system/litellm/app/configmap.yaml:8"],
  ["no credentials at all", "empty-list ai-system/litellm/app/configmap.yaml:9"],
  ["a database whose owner is another's name", "unknown-role ai-system/litellm/app/postgresql.yaml:33"],
  ["a policy that allows everything", "allows-everything headlamp/headlamp/app/policy.yaml:11"],
];

test.each(defects)("%s", async (_what, finding) => {
  const files = new Map([...(await readFolder(ROOT))].map(([path, text]) => [path, { text }]));
  const secrets = new Map([["headlamp_oidc_client_secret", "headlamp-client-secret-0123"]]);
  const theirs = new Set(files.keys());
  const found = check(files, { secrets, theirs });
  expect(found.map(({ code, at }) => `${code} ${at?.file.replace(APPS, "")}:${at?.line}`)).toContain(finding);
});
