import { expect, test } from "vitest";
import { quotableLines, quotableText } from "../../src/config/quotable.ts";
import { formatGithub } from "../../src/report/github.ts";
import { formatJson } from "../../src/report/json.ts";
import { formatSarif } from "../../src/report/sarif.ts";
import { formatProblems } from "../../src/report/text.ts";
import { file, problemsOf } from "./run.ts";
import { schema } from "./schema.ts";
import { required, unfit } from "./unfit.ts";
import { unreadable } from "./unreadable.ts";

const secret = "hUnTeR2";

/** Everything that a run over a text could print, in every format, excerpts and colours included. */
function printed(text: string): string {
  const { config, problems } = problemsOf(text);
  const mayQuote = config ? quotableLines(config, schema) : quotableText(file, text, schema);
  const sources = new Map([[file, text]]);
  return [
    formatProblems(problems, { color: false, sources, mayQuote }),
    formatProblems(problems, { color: true, sources, mayQuote }),
    formatJson(problems),
    formatGithub(problems),
    formatSarif(problems, "0.0.0"),
  ].join("\n");
}

/** Values that YAML, or the schema, stumbles over, with a secret in each. */
const values = [
  secret,
  `"${secret}`,
  `'${secret}`,
  `"${secret}" x`,
  `'${secret}'s'`,
  `"\\q${secret}"`,
  `*${secret}`,
  `&${secret}`,
  `&${secret} x`,
  `!${secret}`,
  `!${secret} x`,
  `!!${secret} x`,
  `@${secret}`,
  `%${secret}`,
  `\`${secret}\``,
  `|${secret}`,
  `>${secret}`,
  `|\n  ${secret}\n  ${secret}`,
  `|\n  ${secret}`,
  `|\n${secret}`,
  `[${secret}`,
  `[${secret}]`,
  `]${secret}`,
  `{${secret}`,
  `{${secret}: x}`,
  `{${secret}:x}`,
  `{a: {${secret}: x}}`,
  `\n  ${secret}: x`,
  `\n  ${secret}`,
  `\n- ${secret}`,
  `\n  - ${secret}`,
  `\n\t${secret}`,
  `${secret}: x`,
  `x: ${secret}`,
  `a b ${secret}`,
  `{{ ${secret} }}`,
  `\${${secret}}`,
  `#{ ${secret} }#`,
  `{% ${secret} %}`,
  `<% ${secret} %>`,
  `https://u:${secret}@h x`,
  `“${secret}”`,
  `" ${secret} "`,
  `"${secret}\\n"`,
  `${secret}\0`,
  `${secret}\x1b[31m`,
  `${secret}\u202e`,
  `\u00a0${secret}`,
  `2024-01-02 ${secret}`,
  `? ${secret}`,
  `- ${secret}`,
];

/** Places where a secret may stand, right or wrong; `@` is the value. */
const places = [
  "litellm_salt: @",
  "litellm_salt:@",
  "litellm_salt @",
  "litellm_salt = @",
  "litellm_slat: @",
  "litellm-salt: @",
  "  litellm_salt: @",
  "- litellm_salt: @",
  "litellm_choice: @",
  "litellm_dsn: @",
  "litellm_tokens: [@]",
  "litellm_tokens:\n  - @",
  "litellm_cache: {password: @}",
  "litellm_cache: {password:@}",
  "litellm_cache:\n  password: @\n  passwrod: @",
  "litellm_models:\n  - model_name: a\n    api_key: @",
  "litellm_models: [{model_name: a, api_key: @}]",
  "litellm_salt: &s @\nlitellm_choice: *s",
  "litellm_salt: @\nlitellm_salt: @",
  "litellm:\n  salt: @",
  "litellm_replicas: [\nlitellm_salt: @",
  "@",
];

test.each(places)("never prints the secret in %j", (place) => {
  for (const value of values) {
    for (const tail of ["\n", `\n${required}`]) {
      expect(printed(place.replaceAll("@", () => value) + tail)).not.toContain(secret);
    }
  }
});

const rest = `litellm_salt: ${secret}\nlitellm_cache: {password: ${secret}}\nlitellm_models: [{api_key: ${secret}}]\n`;

test.each([...unreadable.map(({ text }) => text), ...unfit.map(({ text }) => text)])(
  "never prints a secret beside %j",
  (text) => {
    const whole = typeof text === "string" ? text.slice(0, 5000) : new TextDecoder("latin1").decode(text);
    expect(printed(`${whole}\n${rest}${required}`)).not.toContain(secret);
    expect(printed(`${rest}${whole}\n`)).not.toContain(secret);
  },
);

test("never prints the values of the table's own secrets", () => {
  for (const { text } of unfit) {
    const output = printed(`${text}\n${required}`);
    for (const value of ["hunter2", "gamma-secret", "alpha-secret", "sk-01", "12345678", "a b\n"]) {
      expect(output).not.toContain(value);
    }
  }
});

test("shows lines of settings that are known and not secret, and no others", () => {
  const text = `# old: ${secret}\nlitellm_replicas: 0\nlitellm_salt: x\nunknown: y\nlitellm_cache:\n  ttl_seconds: z\n`;
  const { config } = problemsOf(text);
  const mayQuote = config ? quotableLines(config, schema) : () => false;
  expect([1, 2, 3, 4, 5, 6].filter((line) => mayQuote(file, line))).toEqual([2, 5, 6]);
  expect(mayQuote("other.yaml", 2)).toBe(false);
  const inText = quotableText(file, text, schema);
  expect([1, 2, 3, 4, 5, 6].filter((line) => inText(file, line))).toEqual([2]);
});
