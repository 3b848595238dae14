import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Settings, steps, variables, variablesOf } from "./setup.ts";

const allShims = ["dynamo", "kaito", "kuberay", "llmd", "vllm"];

/** What the last fitting line of a .gitignore says of a path, as source-controller asks for each file. */
function isLeftOut(ignore: string, path: string): boolean {
  const lines = ignore.split("\n").filter((line) => line !== "");
  const fitting = lines.filter((line) => fits(line.replace(/^!?\//, "").split("/"), path.split("/")));
  return fitting.at(-1)?.startsWith("!") === false;
}

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  return pattern.every((part, index) => path[index] !== undefined && (part === "*" || part === path[index]));
}

describe("the source", () => {
  /** Shims, and the files of the repository that stay. */
  const cases: readonly [string, readonly string[], readonly string[]][] = [
    ["no shim", [], []],
    ["one shim", ["vllm"], ["providers/vllm/deploy/vllm.yaml"]],
    ["all shims", allShims, allShims.map((shim) => `providers/${shim}/deploy/${shim}.yaml`)],
  ];
  const always = ["deploy/controller.yaml", "deploy/dashboard.yaml"];
  const others = ["deploy/dashboard-installer-rbac.yaml", "deploy/README.md", "README.md", "backend/a.ts"];
  const files = [
    ...always,
    ...others,
    ...allShims.flatMap((shim) => [`providers/${shim}/deploy/${shim}.yaml`, `providers/${shim}/config.go`]),
  ];

  it.each(cases)("keeps only the manifests that are wanted with %s", (_name, shims, expected) => {
    const { airunway_source_ignore } = variablesOf({ airunway_shims: shims });
    const kept = files.filter((file) => !isLeftOut(airunway_source_ignore, file));
    expect(kept).toEqual([...always, ...expected]);
  });

  it("is a commit where the release was read, else a tag", () => {
    expect(variablesOf().airunway_source_ref).toEqual({ commit: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(variablesOf({ airunway_version: "0.8.1" }).airunway_source_ref).toEqual({ tag: "v0.8.1" });
  });
});

describe("images", () => {
  it("are those of the release", () => {
    const tags = variablesOf({ airunway_version: "0.8.1" }).airunway_images.map(({ newTag }) => newTag);
    expect(tags).toEqual(["0.8.1", "0.8.1"]);
  });

  it("of shims have tags of their own, or none", () => {
    const v = variablesOf({ airunway_shims: ["vllm", "kaito"], airunway_shim_tags: { kaito: "v2" } });
    expect(v.airunway_shim_manifests).toEqual([
      {
        name: "airunway-kaito",
        path: "./providers/kaito/deploy",
        images: [{ name: "ghcr.io/kaito-project/airunway/kaito-provider", newTag: "v2" }],
      },
      { name: "airunway-vllm", path: "./providers/vllm/deploy", images: [] },
    ]);
  });
});

describe("patches", () => {
  const patches = () => variablesOf().airunway_patches.map(({ patch }) => parse(patch));

  it("leave the namespace to the files here", () => {
    expect(patches()).toContainEqual({
      $patch: "delete",
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "airunway-system" },
    });
  });

  it("keep the definitions, and the models with them, when AI Runway goes", () => {
    const [kept] = variablesOf().airunway_patches.filter(({ target }) => target !== undefined);
    expect(kept?.target).toEqual({ kind: "CustomResourceDefinition" });
    expect(kept?.patch).toContain("prune: disabled");
  });
});

describe("origins", () => {
  const origins = (settings: Settings) => variablesOf(settings).airunway_allowed_origins;
  const own = "https://airunway.example.org";

  it.each([
    ["with a dashboard", {}, [own, "https://dashboard.example.org"]],
    ["alone", { dashboard_enabled: false }, [own]],
    [
      "with the user's",
      { airunway_cors_origins: ["https://a.example", own] },
      [own, "https://dashboard.example.org", "https://a.example"],
    ],
  ])("%s", (_name, settings, expected) => {
    expect(origins(settings)).toEqual(expected);
  });
});

it("gives the dashboard its plugin only when the user names an image", () => {
  const plugins = (settings: Settings) => variables(settings).value("dashboard_plugins");
  expect(plugins({})).toEqual([]);
  expect(plugins({ airunway_plugin_image: "a/b:1", airunway_plugin_path: "c" })).toEqual([
    { name: "airunway", image: "a/b:1", path: "c" },
  ]);
});

describe("traffic", () => {
  const enforced = { network_policies_enabled: true, network_policies_mode: "enforce" };

  it("comes to the pods' port, and only from the proxies", () => {
    const { ingress } = variablesOf(enforced).airunway_page_plain_rules;
    expect(ingress).toEqual([expect.objectContaining({ ports: [{ port: 3001, protocol: "TCP" }] })]);
    expect(variablesOf({ ...enforced, airunway_gateways: [] }).airunway_page_plain_rules.ingress).toEqual([]);
  });

  it("reaches the controller from the API server", () => {
    const [rule] = variablesOf(enforced).airunway_controller_cilium_rules.ingress;
    expect(rule).toMatchObject({ toPorts: [{ ports: [{ port: "9443" }] }] });
  });

  it("goes to the ports of models", () => {
    const v = variablesOf({ ...enforced, airunway_model_ports: [8123] });
    for (const rules of [v.airunway_page_cilium_rules, v.airunway_controller_cilium_rules])
      expect(JSON.stringify(rules.egress)).toContain('"8123"');
  });
});

describe("the hand-over page", () => {
  it.each([
    ["alone", {}, ["sign-in", "verify"]],
    ["with a plugin", { airunway_plugin_image: "a/b:1" }, ["sign-in", "browser", "verify"]],
    ["with an operator", { airunway_shims: ["kaito"] }, ["sign-in", "models", "verify"]],
  ])("has its steps %s", (_name, settings, chapters) => {
    expect(steps(settings).map(({ chapter }) => chapter)).toEqual(chapters);
  });
});
