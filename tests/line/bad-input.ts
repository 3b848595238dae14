/** A cluster.yaml that must be refused, and everything that must be said about it. */
export interface BadInput {
  readonly name: string;
  /** Lines above the settings of the platform; the whole file with `whole`. */
  readonly text: string;
  readonly whole?: boolean;
  readonly problems: readonly string[];
}

const bomb = ["a: &a [x,x,x,x,x,x,x,x,x,x]", "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]"];
for (const [name, inner] of ["cb", "dc", "ed", "fe", "gf"]) {
  bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${inner}`).join(",")}]`);
}

const unreadable: readonly BadInput[] = [
  { name: "an empty file", text: "", whole: true, problems: ["1:1 empty-file"] },
  { name: "comments alone", text: "# nothing yet\n", whole: true, problems: ["1:1 empty-file"] },
  { name: "a list at the top", text: "- litellm_enabled: true\n", whole: true, problems: ["1:1 not-a-map"] },
  { name: "a scalar at the top", text: "litellm\n", whole: true, problems: ["1:1 not-a-map"] },
  {
    name: "two documents",
    text: "cloudflare_domain: example.com\n---\nlitellm_enabled: true\n",
    whole: true,
    problems: ["2:1 several-documents"],
  },
  { name: "NUL", text: "timezone: Etc/UTC\0", problems: ["1:18 control-character"] },
  { name: "a control character", text: "timezone: \u001b[31mEtc/UTC", problems: ["1:11 control-character"] },
  {
    name: "a tab as indentation",
    text: "gateway_proxy_cidrs:\n\t- 10.0.0.0/8",
    problems: ["2:1 tab-indentation"],
  },
  {
    name: "an open quote",
    text: 'timezone: "Etc/UTC\nstorage_class: fast',
    problems: ["1:11 unclosed-quote"],
  },
  {
    name: "a duplicate key",
    text: "timezone: Etc/UTC\nstorage_class: fast\ntimezone: Europe/Berlin",
    problems: ["3:1 duplicate-key"],
  },
  { name: "an unknown alias", text: "timezone: *zone", problems: ["1:11 unknown-alias"] },
  {
    name: "an alias bomb",
    text: bomb.join("\n"),
    problems: [
      "1:1 unknown-setting",
      "2:1 unknown-setting",
      "3:1 unknown-setting",
      "4:1 unknown-setting",
      "5:1 unknown-setting",
      "5:29 alias-bomb",
      "6:1 unknown-setting",
      "7:1 unknown-setting",
    ],
  },
  {
    name: "absurd depth",
    text: `gateway_proxy_cidrs: ${"[".repeat(200)}${"]".repeat(200)}`,
    problems: ["1:23 wrong-type", "1:86 too-deep"],
  },
  { name: "absurd size", text: `timezone: ${"x".repeat(1024 * 1024)}`, problems: ["1:1 file-too-large"] },
  { name: "no space after a colon", text: "timezone:Etc/UTC", problems: ["1:10 missing-space"] },
  {
    name: "a merge conflict",
    text: "<<<<<<< HEAD\ntimezone: Etc/UTC\n=======\ntimezone: Europe/Berlin\n>>>>>>> theirs",
    problems: ["1:1 merge-conflict"],
  },
  {
    name: "a template left in",
    text: "timezone: #{ timezone }#\nstorage_class: {{ class }}",
    problems: ["2:16 template-left"],
  },
];

const habits: readonly BadInput[] = [
  { name: "yes for true", text: "monitoring_enabled: yes", problems: ["1:21 wrong-type"] },
  { name: "on for true", text: "rustfs_enabled: on", problems: ["1:17 wrong-type"] },
  { name: "an octal number", text: "litellm_request_timeout: 0777", problems: ["1:26 ambiguous-number"] },
  { name: "a number in quotes", text: 'litellm_replicas: "3"', problems: ["1:19 wrong-type"] },
  { name: "an image tag as a number", text: "litellm_image_tag: 1.100", problems: ["1:20 wrong-type"] },
  {
    name: "a secret that YAML reads as a number",
    text: "litellm_db_password: 12345678",
    problems: ["1:22 wrong-type"],
  },
];

const schema: readonly BadInput[] = [
  { name: "a mistyped setting", text: "litelm_replicas: 2", problems: ["1:1 unknown-setting"] },
  {
    name: "a mistyped secret, once and not twice",
    text: "dragonfly_pasword: x",
    problems: ["1:1 unknown-setting"],
  },
  { name: "a setting of nobody", text: "favourite_colour: blue", problems: ["1:1 unknown-setting"] },
  { name: "a setting without its domain", text: "cloudflare_domain:", problems: ["1:1 empty-value"] },
  { name: "no domain at all", text: "cnpg_enabled: true\n", whole: true, problems: ["1:1 missing-setting"] },
  {
    name: "a computed variable",
    text: "litellm_public_url: https://ai.example.com",
    problems: ["1:1 derived-set"],
  },
  { name: "a host that is none", text: "cloudflare_domain: exa mple.com", problems: ["1:20 wrong-format"] },
  {
    name: "a URL for a host",
    text: "cloudflare_domain: https://example.com",
    problems: ["1:20 wrong-format"],
  },
  {
    name: "a URL that is none",
    text: "rustfs_endpoint: rustfs.storage:9000",
    problems: ["1:18 wrong-format"],
  },
  { name: "a namespace that is none", text: "litellm_namespace: AI_System", problems: ["1:20 wrong-format"] },
  { name: "a time zone that is none", text: "timezone: Europe/Berln", problems: ["1:11 wrong-format"] },
  {
    name: "a network that is none",
    text: "gateway_proxy_cidrs: [10.42.0.1/16]",
    problems: ["1:23 wrong-format"],
  },
  {
    name: "a memory quantity that is none",
    text: "litellm_memory_limit: 2GB",
    problems: ["1:23 wrong-format"],
  },
  {
    name: "a CPU quantity that is none",
    text: "litellm_cpu_request: 1 core",
    problems: ["1:22 wrong-format"],
  },
  {
    name: "a storage quantity that is none",
    text: "litellm_db_storage_size: 20 gigs",
    problems: ["1:26 wrong-format"],
  },
  {
    name: "a five-field cron where six are needed",
    text: "litellm_backup_schedule: 0 3 * * *",
    problems: ["1:26 wrong-format"],
  },
  {
    name: "a cron that never fires",
    text: "dragonfly_snapshot_cron: 0 25 * * *",
    problems: ["1:26 wrong-format"],
  },
  { name: "a retention in years", text: "litellm_backup_retention: 1y", problems: ["1:27 wrong-pattern"] },
  { name: "too many replicas", text: "litellm_replicas: 11", problems: ["1:19 too-large"] },
  { name: "no replica", text: "dragonfly_replicas: 0", problems: ["1:21 too-small"] },
  { name: "a mode that is none", text: "network_policies_mode: enforced", problems: ["1:24 not-allowed"] },
  {
    name: "a master key that is short",
    text: "litellm_master_key: sk-tooshort",
    problems: ["1:21 wrong-pattern"],
  },
  {
    name: "the master key of the documentation",
    text: "litellm_master_key: sk-1234",
    problems: ["1:21 wrong-pattern"],
  },
  { name: "a salt key that is short", text: "litellm_salt_key: short", problems: ["1:19 too-short"] },
  {
    name: "a bucket that is none",
    text: "litellm_backup_bucket: My_Bucket",
    problems: ["1:24 wrong-pattern"],
  },
  {
    name: "a webhook of nobody",
    text: "litellm_slack_webhook_url: https://example.com/hook",
    problems: ["1:28 wrong-pattern"],
  },
];

const rules: readonly BadInput[] = [
  {
    name: "a password with a space",
    text: 'dragonfly_litellm_password: "two words"',
    problems: ["1:1 dragonfly-password-unfit"],
  },
  {
    name: "a password with a line break",
    text: 'dragonfly_litellm_password: "two\\nlines"',
    problems: ["1:1 dragonfly-password-unfit"],
  },
  {
    name: "a master key that is guessable",
    text: `litellm_master_key: sk-${"ab".repeat(20)}`,
    problems: ["1:1 weak-key"],
  },
  {
    name: "a salt key that is the master key",
    text: "litellm_salt_key: sk-tEsT7qWm2XcR9vBn4KpL6sDf8HjZ3yGu",
    problems: ["1:1 same-key"],
  },
  {
    name: "the first vulnerable image",
    text: "litellm_image_tag: 1.81.16",
    problems: ["1:1 vulnerable-image", "1:1 outdated-image warning", "1:1 keys-outside-namespace warning"],
  },
  {
    name: "the last vulnerable image",
    text: "litellm_image_tag: main-v1.83.6-stable",
    problems: ["1:1 vulnerable-image", "1:1 outdated-image warning", "1:1 keys-outside-namespace warning"],
  },
  {
    name: "a database name that is reserved",
    text: "litellm_db_name: postgres",
    problems: ["1:1 reserved-name"],
  },
  {
    name: "a database owner that is reserved",
    text: "litellm_db_user: streaming_replica",
    problems: ["1:1 reserved-name"],
  },
  {
    name: "a memory limit under its request",
    text: "litellm_memory_limit: 512Mi",
    problems: ["1:1 limit-under-request", "1:1 little-memory warning"],
  },
  {
    name: "the cache's limit under its request",
    text: "dragonfly_memory_request: 2Gi",
    problems: ["1:1 limit-under-request"],
  },
  {
    name: "the operator's limit under its request",
    text: "cnpg_memory_request: 1Gi",
    problems: ["1:1 limit-under-request"],
  },
  {
    name: "less than 256 MiB for each thread",
    text: "dragonfly_threads: 4",
    problems: ["1:1 dragonfly-maxmemory-too-small"],
  },
  {
    name: "half a credential of Azure",
    text: "azure_openai_us_east_resource_name: ''\nmonitoring_enabled: true",
    problems: ["9:1 no-models warning", "13:1 half-credential"],
  },
  {
    name: "half a credential of the object store",
    text: "rustfs_enabled: true\nlitellm_s3_access_key: test-access",
    problems: ["2:1 half-credential"],
  },
  {
    name: "half a credential of the operator",
    text: "cnpg_s3_access_key: test-access",
    problems: ["1:1 half-credential"],
  },
  {
    name: "backups without a store",
    text: "litellm_backup_enabled: true",
    problems: ["1:1 toggle-requirement"],
  },
  {
    name: "sign-in without Keycloak",
    text: "litellm_oidc_enabled: true",
    problems: ["1:1 toggle-requirement"],
  },
  {
    name: "Langfuse without keys",
    text: "litellm_langfuse_enabled: true",
    problems: ["1:1 toggle-requirement"],
  },
  {
    name: "alerts without a place to send them to",
    text: "litellm_alerting_enabled: true",
    problems: ["1:1 toggle-requirement"],
  },
  { name: "LiteLLM without PostgreSQL", text: "cnpg_enabled: false", problems: ["7:1 toggle-requirement"] },
  { name: "LiteLLM without a cache", text: "dragonfly_enabled: false", problems: ["7:1 toggle-requirement"] },
  {
    name: "LiteLLM with a cache that has no ACL",
    text: "dragonfly_acl_enabled: false",
    problems: ["1:1 dragonfly-acl-needed"],
  },
  {
    name: "LiteLLM without its keys",
    text: "litellm_master_key:\nlitellm_salt_key:\nlitellm_db_password:",
    problems: ["1:1 empty-value", "2:1 empty-value", "3:1 empty-value"],
  },
  {
    name: "LiteLLM with a key that has no value, and without PostgreSQL",
    text: "litellm_master_key:\ncnpg_enabled: false",
    problems: ["1:1 empty-value", "8:1 toggle-requirement"],
  },
  {
    name: "LiteLLM with a key that does not fit, and without a cache",
    text: "litellm_master_key: sk-tooshort\ndragonfly_enabled: false",
    problems: ["1:21 wrong-pattern", "8:1 toggle-requirement"],
  },
  { name: "a cache without a password", text: "dragonfly_password:", problems: ["1:1 empty-value"] },
  {
    name: "a fallback to a model that is unknown",
    text: "litellm_fallbacks: {gpt-4.1: [gpt-9]}",
    problems: ["1:31 unknown-model"],
  },
  {
    name: "a fallback to a model that is not served",
    text: "litellm_fallbacks: {gpt-4.1: [claude-opus-4-5]}",
    problems: ["1:31 model-not-served"],
  },
  {
    name: "fallbacks in a circle",
    text: "litellm_fallbacks: {gpt-4.1: [gpt-4.1-nano], gpt-4.1-nano: [gpt-4.1]}",
    problems: ["1:30 fallback-cycle"],
  },
  {
    name: "shared buffers above the memory",
    text: "litellm_db_parameters: {shared_buffers: 2GB}",
    problems: ["1:41 shared-buffers-too-large"],
  },
  {
    name: "a parameter that the operator sets",
    text: "litellm_db_parameters: {archive_command: /bin/true}",
    problems: ["1:42 fixed-parameter"],
  },
  {
    name: "a secret that is a common word",
    text: "timezone: Etc/UTC\ndragonfly_password: litellm",
    problems: ["2:1 common-secret"],
  },
  {
    name: "a backup without cert-manager",
    text: "cert_manager_enabled: false\nrustfs_enabled: true\nlitellm_s3_access_key: test-access\nlitellm_s3_secret_key: test-secret",
    problems: ["1:1 backup-needs-plugin"],
  },
  {
    name: "the barman plugin without cert-manager",
    text: "cnpg_barman_plugin_enabled: true\ncert_manager_enabled: false",
    problems: ["1:1 plugin-needs-cert-manager"],
  },
];

const together: readonly BadInput[] = [
  {
    name: "several mistakes, all of them, in file order",
    text: "monitoring_enabled: yes\nlitellm_replicas: 0\nlitelm_workers: 2\nlitellm_image_tag: 1.82.0\ntimezone: Mars/Base",
    problems: [
      "1:21 wrong-type",
      "2:19 too-small",
      "3:1 unknown-setting",
      "4:1 vulnerable-image",
      "4:1 outdated-image warning",
      "4:1 keys-outside-namespace warning",
      "5:11 wrong-format",
    ],
  },
];

/** At least one for every kind of mistake that a person makes in a cluster.yaml. */
export const badInputs: readonly BadInput[] = [...unreadable, ...habits, ...schema, ...rules, ...together];
