import { expect, it } from "vitest";
import { environmentLiteral } from "../../../src/apps/litellm/helm.ts";

it.each([
  ["plain", "plain"],
  ["{{ .Values.x }}", '{{ "{{" }} .Values.x }}'],
  ["{{{", '{{ "{{" }}{'],
  ["$(PATH)", "$$(PATH)"],
  ["${x} }}", "${x} }}"],
  ["$${x}", "$$${x}"],
  ["$$(PATH)", "$$$$(PATH)"],
  ["a$$$", "a$$$$$"],
])("%s reaches the container as written", (text, printed) => {
  expect(environmentLiteral(text)).toBe(printed);
});
