import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { validateSettings } from "../../src/config/validate.ts";
import { brief, file, problemsOf } from "./run.ts";
import { schema, validator } from "./schema.ts";
import { required, unfit } from "./unfit.ts";

test.each(unfit)("explains $text", ({ text, problems, hint, bare }) => {
  const { problems: found } = problemsOf(bare ? `${text}\n` : `${text}\n${required}`);
  expect(found.map(brief)).toEqual(problems);
  if (hint !== undefined) expect(found[0]?.hint).toContain(hint);
});

test.each(unfit)("says of $text what to do, in our style", ({ text, bare }) => {
  for (const { message, hint } of problemsOf(bare ? text : `${text}\n${required}`).problems) {
    for (const words of [message, hint ?? ""]) expect(words).toMatch(/^[^\0-\x1f\x7f-\x9f]+[^.]$/);
    expect(message).not.toMatch(/^[A-Z](?![A-Z_]+)/);
  }
});

const fit = [
  "litellm_enabled: true",
  "litellm_replicas: 3",
  "litellm_hosts: [a.example.com, 10.0.0.1]",
  "litellm_cache: {ttl_seconds: 5, password: x}",
  "litellm_models:\n  - {model_name: a, api_key: abcdefgh, rpm: 10}",
  "cluster_note: |\n  two\n  lines",
  "cluster_note: yes",
  'cluster_note: "2024-01-02"',
  "litellm_memory_limit: 2Gi",
  'litellm_backup: "0 0 3 * * *"',
  "litellm_salt: pä§🙂'\"",
];

test.each(fit)("has nothing to say about %s", (text) => {
  expect(problemsOf(`${text}\n${required}`).problems).toEqual([]);
});

test("warns of white space around a secret, where it may be meant", () => {
  const { problems } = problemsOf(`litellm_cache: {password: " x"}\n${required}`);
  expect(problems.map(brief)).toEqual(["1:27 surrounding-space warning"]);
});

test("leaves encrypted values alone when told that they could not be opened", () => {
  const sealed = "ENC[AES256_GCM,data:x,iv:x,tag:x,type:int]";
  const text = `litellm_replicas: ${sealed}\nlitellm_salt: ${sealed}\nlitellm_enabled: x\n${required}`;
  const { value: config } = loadConfig(file, new TextEncoder().encode(text));
  const found = config ? validateSettings(config, validator, schema, { sealed: true }) : [];
  expect(found.map(brief)).toEqual(["3:18 wrong-type"]);
  expect(config && validateSettings(config, validator, schema).length).toBeGreaterThan(1);
});
