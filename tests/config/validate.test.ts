import { expect, test } from "vitest";
import { brief, problemsOf } from "./run.ts";
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
