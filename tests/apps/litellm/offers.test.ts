import { expect, it } from "vitest";
import { platform } from "./platform.ts";

const gate = { "nginx.ingress.kubernetes.io/auth-url": "https://sso.example.com/verify" };

it.each<[string, object, boolean]>([
  ["through Gateways", {}, true],
  ["through none", { litellm_gateways: [] }, false],
  ["through an Ingress", { route_kind: "Ingress" }, true],
  ["through an Ingress with a sign-in", { route_kind: "Ingress", ingress_annotations: gate }, false],
])("LiteLLM's API and browsers: %s", (_name, settings, expected) => {
  const facts = platform({ ...settings }).facts("litellm");
  expect(facts.offer("openai-api")?.public).toBe(expected);
});
