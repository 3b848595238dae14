import { describe, expect, it } from "vitest";
import { bootstrapObjects, fluxInstance, shownObject } from "../../src/bootstrap/objects.ts";

const key = "AGE-SECRET-KEY-1QQQQQQQQQQQQ";
const input = {
  namespace: "flux-system",
  source: "flux-system",
  url: "https://example.com/home.git",
  branch: "main",
  keyPlaces: [
    { namespace: "flux-system", secret: "sops-age" },
    { namespace: "ai", secret: "sops-age" },
  ],
  ageKeys: `${key}\n`,
  folder: "kubernetes/flux/cluster",
};

describe("bootstrapObjects", () => {
  it("has everything that Flux needs, what is needed first", () => {
    const shown = bootstrapObjects(input).map(
      ({ kind, metadata }) => `${kind} ${metadata.namespace ?? ""}/${metadata.name}`,
    );
    expect(shown).toEqual([
      "Namespace /flux-system",
      "Namespace /ai",
      "Secret flux-system/sops-age",
      "Secret ai/sops-age",
      "GitRepository flux-system/flux-system",
      "Kustomization flux-system/cluster",
    ]);
  });

  it("names credentials for the repository where there are some", () => {
    const of = (more: object) =>
      bootstrapObjects({ ...input, ...more }).find(({ kind }) => kind === "GitRepository")?.spec;
    expect(of({ sourceSecret: "deploy-key" })).toMatchObject({ secretRef: { name: "deploy-key" } });
    expect(of({})).not.toHaveProperty("secretRef");
  });

  it("never shows the key", () => {
    const shown = bootstrapObjects(input).map((object) => shownObject(object, "create"));
    expect(shown.join("\n")).not.toContain(key);
    expect(shown.join("\n")).not.toContain(Buffer.from(key).toString("base64").slice(0, 20));
    expect(shown.find((line) => line.includes("GitRepository"))).toContain(
      "https://example.com/home.git, branch main",
    );
  });

  it("asks for Flux by the only name that its operator takes", () => {
    expect(fluxInstance("flux-system").metadata).toEqual({ name: "flux", namespace: "flux-system" });
  });
});
