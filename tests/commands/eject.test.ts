import { describe, expect, it } from "vitest";
import { ourTemplates } from "../../src/own-apps/our-templates.ts";
import { overrides, stamped } from "../../src/own-apps/stamp.ts";
import { bare } from "../own-apps/cases.ts";
import { inRepository, told } from "../own-apps/repository.ts";

const settings = `${bare}dragonfly_enabled: true\ndragonfly_password: correct-horse-battery-staple-1\n`;
const path = "templates/apps/dragonfly/app/dragonfly.yaml.j2";

describe("eject", () => {
  it("lists every template of ours", () =>
    inRepository({}, async (repository) => {
      const { code, out } = await repository.run("eject");
      expect(code).toBe(0);
      const expected = [...(await ourTemplates()).keys()].map((name) => name.replace("/", " "));
      expect(out.trimEnd().split("\n")).toEqual(expected);
    }));

  it("copies what renders the same, and tells of it in the list", () =>
    inRepository({ "cluster.yaml": settings }, async (repository) => {
      await repository.run("init");
      await repository.run("configure");
      for (const app of ["dragonfly", "cloudnative-pg", "litellm"]) {
        expect((await repository.run("eject", app)).code).toBe(0);
      }
      expect(await repository.read(path)).toMatch(/^#\| from clusterloom .* \|#\n---\n/);
      expect((await repository.run("-q", "diff")).out).toBe("");
      const { out } = await repository.run("eject");
      expect(out).toContain("dragonfly app/dragonfly.yaml.j2  (yours)\n");
    }));

  it("copies one file, and what it makes of an edit is shown", () =>
    inRepository({ "cluster.yaml": settings }, async (repository) => {
      await repository.run("eject", "dragonfly", "app/dragonfly.yaml");
      const text = (await repository.read(path)) ?? "";
      expect(await repository.read("templates/apps/dragonfly/ks.yaml.j2")).toBeUndefined();
      await repository.write(path, text.replace("kind: Dragonfly", "kind: Butterfly"));
      const { out } = await repository.run("eject", "dragonfly", "--diff");
      expect(out).toContain("-kind: Dragonfly\n+kind: Butterfly\n");
      expect(out).not.toContain("from clusterloom");
    }));

  it("never overwrites", () =>
    inRepository({ [path]: "mine" }, async (repository) => {
      const { code, err } = await repository.run("eject", "dragonfly");
      expect(code).toBe(0);
      expect(err).toContain(`kept ${path}`);
      expect(await repository.read(path)).toBe("mine");
    }));

  const wrong: [string, string[], string[]][] = [
    ["an unknown app", ["dragonfyl"], ["unknown-app"]],
    [
      "unknown files",
      ["dragonfly", "app/dragonfyl.yaml.j2", "ks.yaml", "x"],
      ["unknown-template", "unknown-template"],
    ],
    ["a way out of the folder", ["dragonfly", "../../../etc/passwd"], ["unknown-template"]],
  ];
  it.each(wrong)("refuses %s", (_name, argv, expected) =>
    inRepository({}, async (repository) => {
      const ran = await repository.run("--format", "json", "eject", ...argv);
      expect(ran.code).toBe(3);
      expect(told(ran)).toEqual(expected);
      expect(await repository.read("templates/apps/dragonfly/ks.yaml.j2")).toBeUndefined();
    }),
  );
});

describe("a template that stands in for ours", () => {
  const ours = new Map([["a/ks.yaml.j2", "one\n"]]);
  const cases: [string, string, string, string[]][] = [
    ["is as ours was", "a/ks.yaml.j2", stamped("one\n", "1.0.0"), ["current"]],
    ["is edited, and ours is as it was", "a/ks.yaml.j2", `${stamped("one\n", "1.0.0")}more\n`, ["current"]],
    ["stems from another one of ours", "a/ks.yaml.j2", stamped("zero\n", "0.9.0"), ["changed"]],
    ["does not say where it comes from", "a/ks.yaml.j2", "one\n", ["unknown"]],
    ["has another name", "a/more.yaml.j2", stamped("one\n", "1.0.0"), []],
  ];
  it.each(cases)("%s", (_name, name, text, expected) => {
    const found = overrides({ templates: new Map([[name, text]]) }, ours);
    expect(found.map(({ state }) => state)).toEqual(expected);
  });
});
