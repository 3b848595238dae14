/**
 * Text of a `.sops.yaml` for new repositories: manifests keep everything but data readable, cluster.yaml
 * everything but the values of secret settings.
 */
export function sopsRules(recipients: readonly string[], secretSettings: readonly string[]): string {
  const age = recipients.join(",");
  return [
    "---",
    "creation_rules:",
    "  # Flux decrypts these in the cluster.",
    String.raw`  - path_regex: kubernetes/.*\.sops\.ya?ml$`,
    "    encrypted_regex: ^(data|stringData)$",
    "    mac_only_encrypted: true",
    `    age: ${age}`,
    "  # The settings, when `clusterloom secrets encrypt` has made them fit to be committed.",
    String.raw`  - path_regex: ^cluster\.yaml$`,
    `    encrypted_regex: ^(${[...secretSettings].sort().join("|")})$`,
    "    mac_only_encrypted: true",
    `    age: ${age}`,
    "stores:",
    "  yaml:",
    "    indent: 2",
    "",
  ].join("\n");
}
