import { describe, expect, test } from "vitest";
import { surroundings } from "../../src/configure/surroundings.ts";
import { derive } from "../../src/derive.ts";
import { members } from "../../src/members.ts";

const external = (settings: Readonly<Record<string, unknown>>) =>
  surroundings(derive(members, { cloudflare_domain: "example.com", ...settings }));

describe("what the settings say is there", () => {
  test.each([
    { settings: {}, kind: "Namespace", name: "monitoring" },
    { settings: { monitoring_namespace: "metrics" }, kind: "Namespace", name: "metrics" },
    { settings: { gateway_namespace: "edge" }, kind: "Namespace", name: "edge" },
    { settings: { dragonfly_client_namespaces: ["one", "two"] }, kind: "Namespace", name: "two" },
    { settings: { rustfs_endpoint: "http://s3.objects.svc:9000" }, kind: "Namespace", name: "objects" },
    { settings: { flux_decryption_secret: "age" }, kind: "Secret", name: "age" },
  ])("$kind $name after $settings", ({ settings, kind, name }) => {
    expect(external(settings)).toContainEqual({ kind, name });
  });

  test("the source, where Flux is told to look", () => {
    const source = { kind: "GitRepository", name: "home", namespace: "flux" };
    expect(external({ flux_namespace: "flux", flux_source_name: "home" })).toContainEqual(source);
  });

  test("a namespace of ours, only when the user puts a server of theirs there", () => {
    const ours = { kind: "Namespace", name: "ai-system" };
    expect(external({ litellm_namespace: "ai-system" })).not.toContainEqual(ours);
    expect(external({ monitoring_namespace: "ai-system" })).toContainEqual(ours);
  });

  test("no namespace that only a secret names", () => {
    const named = external({ dragonfly_password: "x.hidden.svc" });
    expect(named).not.toContainEqual({ kind: "Namespace", name: "hidden" });
  });
});
