/** Settings that do not fit, each with what must be said about it; the required ones follow the text. */
export interface Unfit {
  readonly text: string;
  readonly problems: readonly string[];
  /** Words that the hint of the first problem must have. */
  readonly hint?: string;
  readonly bare?: true;
}

const key = "sk-0123456789abcdef0123456789abcdef";

export const required = `cluster_domain: ok.example.com\nlitellm_master_key: ${key}\n`;

export const unfit: readonly Unfit[] = [
  // Names.
  { text: "litelm_enabled: true", problems: ["1:1 unknown-setting"], hint: "litellm_enabled" },
  { text: "litellm_enalbed: true", problems: ["1:1 unknown-setting"], hint: "litellm_enabled" },
  { text: "litellm-enabled: true", problems: ["1:1 unknown-setting"], hint: "write litellm_enabled" },
  { text: "litellmEnabled: true", problems: ["1:1 unknown-setting"], hint: "write litellm_enabled" },
  { text: "LITELLM_ENABLED: true", problems: ["1:1 unknown-setting"], hint: "write litellm_enabled" },
  { text: "litellm.enabled: true", problems: ["1:1 unknown-setting"], hint: "write litellm_enabled" },
  { text: "something: 1", problems: ["1:1 unknown-setting"], hint: "remove it" },
  { text: "__proto__: 1", problems: ["1:1 unknown-setting"] },
  { text: "constructor: 1", problems: ["1:1 unknown-setting"] },
  { text: "litellm_url: x", problems: ["1:1 derived-set"], hint: "set cluster_domain" },
  { text: "litellm:\n  enabled: true", problems: ["1:1 misplaced-setting"], hint: "litellm_enabled" },
  { text: "model_name: x", problems: ["1:1 misplaced-setting"], hint: "litellm_models" },
  { text: "ttl_seconds: 3", problems: ["1:1 misplaced-setting"], hint: "litellm_cache" },
  {
    text: "litellm_cache:\n  ttl_seconds: 1\n  litellm_enabled: true",
    problems: ["3:3 misplaced-setting"],
    hint: "top of the file",
  },
  { text: "litellm_cache:\n  ttl_second: 1", problems: ["2:3 unknown-setting"], hint: "ttl_seconds" },
  { text: "litellm_cache:\n  foo: 1", problems: ["2:3 unknown-setting"], hint: "ttl_seconds and password" },
  { text: "litellm_models:\n  - model_name: a\n    modle: b", problems: ["3:5 unknown-setting"] },
  { text: "litellm_cache: {ttl_seconds:5}", problems: ["1:17 missing-space"] },
  { text: "litellm_labels: {Bad-Name: x}", problems: ["1:18 wrong-name"] },
  { text: '"litellm_enable\\u001b": x', problems: ["1:1 unknown-setting"], hint: "litellm_enabled" },
  { text: 'litellm_aliases: {"\\u001b": 1}', problems: ["1:29 wrong-type"] },
  { text: 'litellm_aliases: {"100%": 1}', problems: ["1:27 wrong-type"] },
  { text: "sops: {mac: x}", problems: ["1:1 sealed-config"] },
  { text: "litellm_old: x", problems: ["1:1 deprecated-setting warning"], hint: "use litellm_slug" },
  // Missing settings.
  { text: "litellm_enabled: true", bare: true, problems: ["1:1 missing-setting", "1:1 missing-setting"] },
  {
    text: "cluster_domian: a.example.com\nlitellm_enabled: true",
    bare: true,
    problems: ["1:1 unknown-setting", "1:1 missing-setting"],
  },
  { text: "litellm_models:\n  - rpm: 5", problems: ["2:5 missing-setting"] },
  { text: "litellm_models:\n  -\n  - model_name: x", problems: ["2:4 empty-value"] },
  // Types.
  { text: "litellm_enabled: yes", problems: ["1:18 wrong-type"], hint: "write true" },
  { text: "litellm_enabled: Off", problems: ["1:18 wrong-type"], hint: "write false" },
  { text: "litellm_enabled: y", problems: ["1:18 wrong-type"], hint: "write true" },
  { text: 'litellm_enabled: "true"', problems: ["1:18 wrong-type"], hint: "without quotes" },
  { text: "litellm_enabled: 1", problems: ["1:18 wrong-type"], hint: "write true" },
  { text: "litellm_enabled: [true]", problems: ["1:18 wrong-type"], hint: "write true or false" },
  { text: 'litellm_replicas: "3"', problems: ["1:19 wrong-type"], hint: "write 3, without quotes" },
  { text: "litellm_replicas: two", problems: ["1:19 wrong-type"], hint: "a whole number" },
  { text: "litellm_replicas: 1.5", problems: ["1:19 wrong-type"], hint: "without a fraction" },
  { text: "litellm_replicas: 1_000", problems: ["1:19 wrong-type"], hint: "write 1000" },
  { text: "litellm_replicas: 0b11", problems: ["1:19 wrong-type"], hint: "write 3" },
  { text: "litellm_replicas: 12:30", problems: ["1:19 wrong-type"], hint: "sixties" },
  { text: "litellm_replicas: 3 pods", problems: ["1:19 wrong-type"], hint: "without a unit" },
  { text: "litellm_replicas: 03", problems: ["1:19 ambiguous-number"], hint: "without the zero" },
  { text: "litellm_replicas: .inf", problems: ["1:19 wrong-type"] },
  { text: "litellm_ratio: .nan", problems: ["1:16 wrong-type"] },
  { text: "litellm_ratio: 99999999999999999999", problems: ["1:16 too-large"] },
  { text: "litellm_image_tag: 1.80", problems: ["1:20 wrong-type"], hint: '"1.80"' },
  { text: "cluster_note: true", problems: ["1:15 wrong-type"], hint: '"true"' },
  { text: "cluster_note: [a]", problems: ["1:15 wrong-type"], hint: "without a dash" },
  { text: "cluster_note: {a: b}", problems: ["1:15 wrong-type"], hint: "in quotes" },
  { text: "litellm_hosts: a.example.com", problems: ["1:16 wrong-type"], hint: "after a dash" },
  { text: "litellm_cache: 5", problems: ["1:16 wrong-type"], hint: "below it" },
  { text: "litellm_cache:\n  - ttl_seconds: 5", problems: ["2:3 wrong-type"], hint: "without the dashes" },
  { text: "litellm_models:\n  - gpt", problems: ["2:5 wrong-type"] },
  // Empty values.
  { text: "litellm_replicas:", problems: ["1:1 empty-value"], hint: "remove the line" },
  { text: "litellm_replicas: ~", problems: ["1:19 empty-value"] },
  { text: "litellm_replicas: # later", problems: ["1:1 empty-value"] },
  { text: 'cluster_mode: ""', problems: ["1:15 empty-value"], hint: "minimal" },
  { text: "litellm_image_tag:", problems: ["1:1 empty-value"], hint: "1.80.0" },
  { text: 'litellm_models: [{model_name: ""}]', problems: ["1:31 empty-value"] },
  // Values.
  { text: "cluster_mode: standrad", problems: ["1:15 not-allowed"], hint: "did you mean standard" },
  { text: "cluster_mode: huge", problems: ["1:15 not-allowed"], hint: "minimal, standard or hardened" },
  { text: "litellm_replicas: 0", problems: ["1:19 too-small"], hint: "at least 1" },
  { text: "litellm_replicas: 10", problems: ["1:19 too-large"], hint: "at most 9" },
  { text: "litellm_ratio: 0", problems: ["1:16 too-small"], hint: "more than 0" },
  { text: "litellm_models: [{model_name: a, rpm: 7}]", problems: ["1:39 not-a-multiple"] },
  { text: "litellm_hosts: []", problems: ["1:16 too-few"] },
  { text: "litellm_hosts: [a, b, c, d]", problems: ["1:16 too-many"] },
  { text: "litellm_hosts: [a, b, a]", problems: ["1:16 not-unique"] },
  { text: "litellm_hosts:\n  - a\n  - b_c", problems: ["3:5 wrong-format"], hint: "write b-c" },
  { text: "litellm_aliases: {a: b, c: d, e: f}", problems: ["1:18 too-many"] },
  { text: "litellm_db_name: My-Db", problems: ["1:18 wrong-pattern"], hint: "use lower case letters" },
  { text: "litellm_slug: UPPER", problems: ["1:15 wrong-pattern"], hint: "^[a-z]+$" },
  {
    text: "cluster_api_url: k8s.example.com",
    problems: ["1:18 wrong-format"],
    hint: "write https://k8s.example.com",
  },
  { text: "network_cidr: 10.0.0.5/24", problems: ["1:15 wrong-format"], hint: "10.0.0.0/24" },
  { text: "cluster_timezone: Europe/Berln", problems: ["1:19 wrong-format"], hint: "Europe/Berlin" },
  { text: "litellm_backup: 0 3 * * *", problems: ["1:17 wrong-format"], hint: "0 0 3 * * *" },
  { text: "litellm_memory_limit: 512m", problems: ["1:23 wrong-format"], hint: "512Mi" },
  { text: "litellm_timeout: 30d", problems: ["1:18 wrong-format"], hint: "720h" },
  // Layout.
  { text: 'cluster_note: " x"', problems: ["1:15 surrounding-space"] },
  { text: 'cluster_mode: "standard "', problems: ["1:15 surrounding-space"] },
  { text: "litellm_db_name: |\n  litellm", problems: ["1:18 surrounding-space"], hint: "|-" },
  { text: "cluster_title: |-\n  a\n  b", problems: ["1:16 several-lines"] },
  { text: "cluster_note: 2024-01-02", problems: ["1:15 ambiguous-text warning"], hint: "quotes" },
  { text: "cluster_note: “x”", problems: ["1:15 typographic-quotes warning"] },
  // Secrets.
  { text: "litellm_salt: a b", problems: ["1:15 wrong-pattern"] },
  { text: "litellm_salt: 12345678", problems: ["1:15 wrong-type"], hint: "put the value in quotes" },
  { text: "litellm_salt: true", problems: ["1:15 wrong-type"] },
  { text: "litellm_salt: |\n  abc", problems: ["1:15 surrounding-space"] },
  { text: "litellm_choice: gamma-secret-3", problems: ["1:17 not-allowed"] },
  { text: "litellm_dsn: user:hunter2@db", problems: ["1:14 wrong-format"] },
  { text: "litellm_tokens: [abcdefgh, hunter2]", problems: ["1:28 too-short"] },
  { text: "litellm_tokens: {hunter2: x}", problems: ["1:17 wrong-type"] },
  { text: "litellm_models: [{model_name: a, api_key: hunter2}]", problems: ["1:43 too-short"] },
  { text: "litellm_cache:\n  password: [hunter2]", problems: ["2:13 wrong-type"] },
  {
    text: "litellm_mster_key: hunter2hunter2",
    problems: ["1:1 unknown-setting"],
    hint: "litellm_master_key",
  },
  {
    text: "cluster_domain: a.example.com\nlitellm_master_key: sk-1234",
    bare: true,
    problems: ["2:21 too-short"],
    hint: "clusterloom secrets generate",
  },
  {
    text: "cluster_domain: a.example.com\nlitellm_master_key:",
    bare: true,
    problems: ["2:1 empty-value"],
    hint: "clusterloom secrets generate",
  },
  {
    text: "cluster_domain: a.example.com\nlitellm_salt: x",
    bare: true,
    problems: ["1:1 missing-setting"],
    hint: "clusterloom secrets generate",
  },
  // One mistake, one problem; several, all of them, in file order.
  { text: "litellm_replicas: ${N}", problems: ["1:19 template-left"] },
  { text: "litellm_enabled: *on", problems: ["1:18 unknown-alias"] },
  {
    text: "litellm_replicas: 0\ncluster_mode: x\nlitellm_enabled: on\ncluster_mode: minimal\nfoo: 1",
    problems: [
      "1:19 too-small",
      "2:15 not-allowed",
      "3:18 wrong-type",
      "4:1 duplicate-key",
      "5:1 unknown-setting",
    ],
  },
];
