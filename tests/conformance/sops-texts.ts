export const KUBERNETES = "encrypted_regex: ^(data|stringData)$\nmac_only_encrypted: true\n";

export const HOSTILE: Readonly<Record<string, string>> = {
  quotes: `it's "quoted" \\ and \\n`,
  templates: "${NAME} $${x} {{ .Values.x }} #{ y }# #% if %#",
  lines: "one\ntwo\n\n  three\n",
  "no-end": "one\ntwo",
  "many-ends": "one\n\n\n",
  spaces: "  both sides  ",
  tabs: "\ta\t",
  controls: "\u0000\u0001\u001b[31m\u007f",
  returns: "a\rb\r\nc",
  breaks: "next\u0085line\u2028separator\u2029paragraph",
  mark: "\ufeffmark",
  emoji: "🦊 ü 漢",
  long: "x".repeat(4096),
  yes: "yes",
  octal: "0777",
  underscore: "1_000",
  date: "2024-01-02",
  float: "1e400",
  null: "null",
  empty: "",
  space: " ",
  colon: "a: b",
  hash: "a #b",
  encrypted: "ENC[AES256_GCM,data:oYyi,iv:MyID,tag:t5z2,type:str]",
};

export const CONFIG = `# yaml-language-server: $schema=cluster.schema.json

# Where it runs.
domain: example.org
replicas: 3
ratio: 1.50
day: plain text # kept
empty:
list: [1, two, "three"]

# Secrets.
litellm_master_key: "sk-0123456789" # why
azure_key: 'single'
note: |
  kept
  as it is
certificate: |
  -----BEGIN-----
  abc
  -----END-----

tokens:
  # the first
  - alpha
  - "beta"
nested:
  inner: gamma
`;

export const CONFIG_RULE =
  "encrypted_regex: ^(litellm_master_key|azure_key|certificate|tokens|inner)$\nmac_only_encrypted: true\n";

export function secret(values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(
    ([key, value]) =>
      `  "${key}": ${JSON.stringify(value).replaceAll(/[\x7f-\xa0\u2028\u2029\ufeff]/g, escapeCharacter)}\n`,
  );
  return `apiVersion: v1\nkind: Secret\nmetadata:\n  name: x\nstringData:\n${lines.join("")}`;
}

function escapeCharacter(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
