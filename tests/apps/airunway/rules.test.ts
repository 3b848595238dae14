import { expect, it } from "vitest";
import { findingsOf, found, type Settings } from "./setup.ts";

const plugin = { airunway_plugin_image: "registry.example.org/plugin:1" };
const kaito = { airunway_shims: ["vllm", "kaito"], airunway_shim_tags: { vllm: "v1", kaito: "v1" } };

/** Name, settings, and every finding. */
const cases: readonly [string, Settings, ...string[]][] = [
  ["what every case needs", {}],
  [
    "rights that nobody accepted",
    { airunway_rights_accepted: null },
    "error airunway-rights-not-accepted airunway_rights_accepted",
  ],
  [
    "rights of another release",
    { airunway_rights_accepted: "0.6.0" },
    "error airunway-rights-not-accepted airunway_rights_accepted",
  ],
  [
    "a release that nobody has read, accepted",
    { airunway_version: "0.8.0", airunway_rights_accepted: "0.8.0" },
    "warning airunway-release-unread airunway_version",
  ],
  ["no shim", { airunway_shims: [], airunway_shim_tags: {} }, "warning airunway-without-shim airunway_shims"],
  ["a shim with its operator", { ...kaito, airunway_operators: ["kaito"] }],
  ["a shim without its operator", kaito, "error airunway-operator-missing airunway_shims/1"],
  [
    "a shim with another's operator",
    { ...kaito, airunway_operators: ["dynamo", "kuberay"] },
    "error airunway-operator-missing airunway_shims/1",
  ],
  ["shims that need no operator", { airunway_shims: ["llmd"], airunway_shim_tags: { llmd: "v1" } }],
  ["a shim without a tag", { airunway_shim_tags: {} }, "warning airunway-shim-floats airunway_shim_tags"],
  [
    "a tag without a shim",
    { airunway_shim_tags: { vllm: "v1", kaito: "v1" } },
    "warning unused-setting airunway_shim_tags/kaito",
  ],
  ["a plugin", plugin, "note airunway-plugin-limits airunway_plugin_image"],
  [
    "a plugin without a dashboard",
    { ...plugin, dashboard_enabled: false },
    "error airunway-plugin-without-dashboard airunway_plugin_image",
  ],
  [
    "a plugin that browsers cannot lead on",
    { ...plugin, airunway_gateways: [] },
    "note airunway-plugin-limits airunway_plugin_image",
    "error airunway-plugin-without-page airunway_gateways",
  ],
  ["all of it while AI Runway is off", { ...plugin, airunway_enabled: false, airunway_version: "0.1.0" }],
];

it.each(cases)("%s", (_name, settings, ...expected) => {
  expect(found(settings)).toEqual(expected);
});

it("shows the rights of every part that is chosen, and of no other", () => {
  const [finding] = findingsOf({ ...kaito, airunway_operators: ["kaito"], airunway_rights_accepted: null });
  for (const part of ["Secret", "RoleBinding", "shim vllm", "KAITO Workspaces"])
    expect(finding?.message).toContain(part);
  expect(finding?.message).not.toContain("RayServices");
});
