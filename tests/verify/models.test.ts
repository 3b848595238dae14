import { expect, it } from "vitest";
import { modelNames, sameModels } from "../../src/verify/models.ts";

it.each([
  ['{"data":[{"id":"a"},{"id":"b"}]}', ["a", "b"]],
  ['{"data":[{"name":"a"}]}', [""]],
  ['{"data":null}', undefined],
  ["<html>", undefined],
])("%s lists %j", (text, names) => {
  expect(modelNames(text)).toEqual(names);
});

it.each([
  [["a", "b"], ["b", "a"], [], "ok", "2 models, as configured"],
  [["a"], ["a", "b"], [], "error", "missing: b"],
  [["a", "c", "c"], ["a"], [], "error", "not configured: c"],
  [["c"], ["a"], [], "error", "missing: a; not configured: c"],
  [["a", "openai/gpt", "openai/*"], ["a"], ["openai/*"], "ok", "1 models, as configured"],
  [["a", "openaiXgpt"], ["a"], ["openai.*"], "error", "not configured: openaiXgpt"],
  [[], [], [], "ok", "0 models, as configured"],
])("%j served for %j", (served, configured, wildcards, status, message) => {
  expect(sameModels(served, configured, wildcards, "mend")).toMatchObject({ status, message });
});
