import { expect, it } from "vitest";
import { nearest } from "../src/nearest.ts";

it.each([
  { name: "litellm_replcas", among: ["litellm_enabled", "litellm_replicas"], found: "litellm_replicas" },
  { name: "nmae", among: ["name", "namespace"], found: "name" },
  { name: "Name", among: ["other", "name"], found: "name" },
  { name: "ymal", among: ["yaml", "lower"], found: "yaml" },
  { name: "ab", among: ["ax", "xb"], found: "ax" },
  { name: "entirely_different", among: ["name", "yaml"], found: undefined },
  { name: "same", among: ["same"], found: undefined },
  { name: "a", among: [], found: undefined },
])("finds $found for $name", ({ name, among, found }) => {
  expect(nearest(name, among)).toBe(found);
});
