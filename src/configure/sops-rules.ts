/**
 * Text of a `.sops.yaml` for new repositories: manifests keep everything but data readable, the settings
 * (at `path` from the root) everything but the values of secret ones.
 */
export function sopsRules(
  recipients: readonly string[],
  secretSettings: readonly string[],
  path = "cluster.yaml",
): string {
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
    ...configRule(path, recipients, secretSettings),
    "stores:",
    "  yaml:",
    "    indent: 2",
    "",
  ].join("\n");
}

/** The lines of the rule that leaves everything in cluster.yaml readable but the values of secret settings. */
export function configRule(
  path: string,
  recipients: readonly string[],
  secretSettings: readonly string[],
): string[] {
  return [
    `  - path_regex: ${pathPattern(path)}`,
    `    encrypted_regex: ${namePattern(secretSettings)}`,
    "    mac_only_encrypted: true",
    `    age: ${recipients.join(",")}`,
  ];
}

/** The pattern of exactly one path from the root. */
export function pathPattern(path: string): string {
  return `^${path.replaceAll(/[.+()[\]{}^$|\\]/g, "\\$&")}$`;
}

/** The pattern of exactly these keys. */
export function namePattern(names: readonly string[]): string {
  return `^(${[...names].sort().join("|")})$`;
}
