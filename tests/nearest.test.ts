import { expect, test } from "vitest";
import { nearest } from "../src/nearest.ts";

const names = [
  "litellm_enabled",
  "litellm_replicas",
  "litellm_image_tag",
  "dragonfly_enabled",
  "cpu",
  "domain",
];

test.each([
  ["litelm_enabled", "litellm_enabled"],
  ["litellm_enalbed", "litellm_enabled"],
  ["LITELLM_ENABLED", "litellm_enabled"],
  ["litellm_replica", "litellm_replicas"],
  ["dragonfly_enable", "dragonfly_enabled"],
  ["domian", "domain"],
  ["cpi", "cpu"],
  ["xyz", undefined],
  ["completely_different", undefined],
  ["", undefined],
])("%s is near %s", (name, expected) => {
  expect(nearest(name, names)).toBe(expected);
});

test("prefers what begins alike, then the first", () => {
  expect(nearest("model_a", ["xodel_a", "model_b"])).toBe("model_b");
  expect(nearest("model_x", ["model_b", "model_a"])).toBe("model_b");
  expect(nearest("model", [])).toBeUndefined();
});
