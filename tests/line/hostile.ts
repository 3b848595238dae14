/** A secret's value that breaks what is built carelessly. */
export interface Hostile {
  readonly name: string;
  readonly text: string;
  /** Settings that cannot carry it, and the code that says so. */
  readonly refused?: Readonly<Record<string, string>>;
}

/** White space and controls end a word of Dragonfly's ACL; LiteLLM's master key is printable ASCII. */
const notInWords = {
  dragonfly_password: "dragonfly-password-unfit",
  dragonfly_litellm_password: "dragonfly-password-unfit",
  litellm_master_key: "wrong-pattern",
};
const notAscii = { litellm_master_key: "wrong-pattern" };

const all = (from: number, to: number) =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, index) => from + index));

/** Values that quoting, templating, encoding or a grammar stumbles over. */
export const hostile: readonly Hostile[] = [
  { name: "a double quote", text: 'a"b' },
  { name: "a single quote", text: "it's" },
  { name: "quotes of all kinds", text: `"'\`"'\`` },
  { name: "a backslash", text: "a\\b" },
  { name: "an escape that is none", text: "a\\nb\\x41\\u0041" },
  { name: "a backslash at the end", text: "ends\\" },
  { name: "a Flux substitution", text: "${SECRET}" },
  { name: "a Flux substitution with a default", text: "${SECRET:=x}$$" },
  { name: "a dollar", text: "pa$$word$" },
  { name: "a Helm template", text: "{{ .Values.x }}", refused: notInWords },
  { name: "our own template", text: "#{ litellm_salt_key }#", refused: notInWords },
  { name: "our own block", text: "#% raw %#", refused: notInWords },
  { name: "our own comment", text: "#| gone |#", refused: notInWords },
  { name: "a Jinja block", text: "{% raw %}", refused: notInWords },
  { name: "a comment", text: "a #b", refused: notInWords },
  { name: "a hash first", text: "#abc" },
  { name: "a colon and a space", text: "a: b", refused: notInWords },
  { name: "a dash first", text: "- a", refused: notInWords },
  { name: "an anchor", text: "&anchor" },
  { name: "an alias", text: "*alias" },
  { name: "a tag", text: "!!binary aGk=", refused: notInWords },
  { name: "a block scalar's head", text: "|-" },
  { name: "a folded scalar's head", text: ">2+" },
  { name: "a flow map", text: "{a: b}", refused: notInWords },
  { name: "a document marker", text: "---" },
  { name: "a directive", text: "%YAML 1.2", refused: notInWords },
  { name: "a line break", text: "one\ntwo", refused: notInWords },
  { name: "a line break at the end", text: "one\n", refused: notInWords },
  { name: "a line break first", text: "\none", refused: notInWords },
  { name: "a carriage return", text: "one\r\ntwo", refused: notInWords },
  { name: "a tab", text: "one\ttwo", refused: notInWords },
  {
    name: "NUL",
    text: "one\0two",
    refused: {
      dragonfly_password: "nul-character",
      dragonfly_litellm_password: "nul-character",
      litellm_master_key: "wrong-pattern",
      litellm_db_password: "nul-character",
      azure_openai_us_east_api_key: "nul-character",
      litellm_s3_access_key: "nul-character",
      litellm_s3_secret_key: "nul-character",
    },
  },
  { name: "control characters", text: `a${all(1, 8)}${all(14, 31)}b`, refused: notInWords },
  { name: "DEL and C1 controls", text: `a${all(0x7f, 0x9f)}b`, refused: notInWords },
  { name: "a byte order mark", text: "\uFEFFabc", refused: notInWords },
  { name: "line and paragraph separators", text: "a\u2028b\u2029c\u0085d", refused: notInWords },
  { name: "bidirectional controls", text: "a\u202Eb\u2066c", refused: notAscii },
  { name: "a zero-width space", text: "a\u200Bb", refused: notAscii },
  { name: "an emoji", text: "🔑 ключ 鍵", refused: notInWords },
  { name: "combining characters", text: "e\u0301\u0301\u0301", refused: notAscii },
  { name: "both forms of one letter", text: "\u00e9e\u0301", refused: notAscii },
  {
    name: "half a surrogate pair",
    text: "a\uD83Db",
    refused: {
      dragonfly_password: "not-unicode",
      dragonfly_litellm_password: "not-unicode",
      litellm_master_key: "wrong-pattern",
      litellm_db_password: "not-unicode",
      azure_openai_us_east_api_key: "not-unicode",
      litellm_s3_access_key: "not-unicode",
      litellm_s3_secret_key: "not-unicode",
    },
  },
  { name: "a space at each end", text: " padded ", refused: notInWords },
  { name: "a space in the middle", text: "two words", refused: notInWords },
  { name: "one space", text: " ", refused: notInWords },
  { name: "a non-breaking space", text: "a\u00A0b", refused: notInWords },
  { name: "what YAML 1.1 takes for true", text: "yes" },
  {
    name: "what YAML takes for true",
    text: "true",
    refused: {
      azure_openai_us_east_api_key: "secret-in-clear",
      litellm_db_password: "common-secret",
      dragonfly_litellm_password: "common-secret",
      dragonfly_password: "common-secret",
      litellm_s3_secret_key: "common-secret",
      litellm_s3_access_key: "common-secret",
    },
  },
  { name: "what YAML takes for nothing", text: "null" },
  { name: "a tilde", text: "~" },
  { name: "what YAML takes for a number", text: "0123" },
  { name: "a number with an exponent", text: "1e1000" },
  { name: "a hexadecimal number", text: "0xdeadbeef" },
  { name: "sixties", text: "12:30:45" },
  { name: "a date", text: "2026-03-01" },
  { name: "not a number", text: ".nan" },
  { name: "a merge key", text: "<<" },
  { name: "all printable ASCII", text: all(0x21, 0x7e), refused: { litellm_master_key: "weak-key" } },
  { name: "characters with a meaning in URLs", text: "a/b@c:d?e#f%g&h=i+j%2F" },
  { name: "characters with a meaning in an ACL", text: ">pass<|~*&%R~on" },
  { name: "what sops writes", text: "ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAA,type:str]" },
  { name: "base64", text: "c2VjcmV0" },
  { name: "JSON", text: '{"password":"x"}' },
  { name: "a shell command", text: "$(reboot);`reboot`&&reboot" },
  { name: "an environment reference of LiteLLM", text: "os.environ/HOME" },
  {
    name: "4 KiB",
    text: "0123456789abcde\\".repeat(256),
    refused: { litellm_master_key: "weak-key", litellm_db_password: "too-long" },
  },
  { name: "4 KiB of quotes", text: `"'`.repeat(2048), refused: { litellm_db_password: "too-long" } },
  { name: "a prototype's name", text: "__proto__" },
  { name: "one character", text: "x" },
];
