import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runIn } from "../line/run.ts";

const cases = (name: string): string => fileURLToPath(new URL(`../check/cases/${name}`, import.meta.url));

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "check-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A folder of its own with the given files. */
async function folder(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, name, path);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, text);
  }
  return join(root, name);
}

const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n";
const thing = (spec: string): string =>
  `apiVersion: example.org/v1\nkind: Thing\nmetadata: {name: a}\nspec: ${spec}\n`;
const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.org}
spec:
  group: example.org
  names: {kind: Thing}
  versions:
    - name: v1
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
`;

describe("a tree that others wrote", () => {
  test("is told everything at once, and what it is worth", async () => {
    const { exitCode, stdout, stderr } = await runIn(root, ["check", cases("defects")]);
    expect([exitCode, stderr]).toEqual([1, ""]);
    expect(stdout).toContain("kubernetes/apps/ai-system/litellm/app/postgresql.yaml:23:22: error:");
    expect(stdout).toMatch(/\d+ errors, \d+ warnings\n$/);
  });

  test("is reported as JSON with the place of each problem", async () => {
    const { stdout } = await runIn(root, ["--format", "json", "check", cases("defects")]);
    const { problems } = JSON.parse(stdout);
    expect(problems).toContainEqual(
      expect.objectContaining({ code: "sealed-in-clear", severity: "error", line: 1 }),
    );
  });

  test("never shows a line of a Secret", async () => {
    const { stdout } = await runIn(root, ["check", cases("defects")]);
    expect(stdout).not.toContain("in-clear\n");
    expect(stdout).not.toContain("never-named");
  });
});

describe("a clean folder", () => {
  test("ends with 0", async () => {
    const at = await folder("clean", {
      "kustomization.yaml": "resources: [namespace.yaml]\n",
      "namespace.yaml": namespace,
    });
    const { exitCode, stdout, stderr } = await runIn(at, ["check"]);
    expect([exitCode, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("no errors");
  });

  test("may hold YAML that is no manifest", async () => {
    const at = await folder("others", {
      "a/kustomization.yaml": "resources: []\n",
      "settings.yaml": "a: 1\n",
      ".github/workflows/a.yaml": "on: push\n",
    });
    expect((await runIn(at, ["check"])).exitCode).toBe(0);
  });
});

describe("kinds of the user", () => {
  test.each([
    ["{size: 1}", 0],
    ["{sise: 1}", 1],
  ])("with a CRD in schemas/: %s ends with %i", async (spec, expected) => {
    const at = await folder(`own-${expected}`, {
      "kustomization.yaml": "resources: [thing.yaml]\n",
      "thing.yaml": thing(spec),
      "schemas/thing.yaml": crd,
    });
    expect((await runIn(at, ["check"])).exitCode).toBe(expected);
  });

  test("with a CRD elsewhere", async () => {
    const at = await folder("elsewhere", {
      "kustomization.yaml": "resources: [thing.yaml]\n",
      "thing.yaml": thing("1"),
    });
    const crds = await folder("crds", { "thing.yaml": crd });
    expect((await runIn(root, ["check", at])).exitCode).toBe(0);
    const { exitCode, stdout } = await runIn(root, ["check", at, "--schemas", crds]);
    expect([exitCode, stdout.split("\n")[0]]).toEqual([
      1,
      "thing.yaml:4:7: error: Thing: spec must be a mapping, not a whole number",
    ]);
  });
});

test.each([
  ["a folder that is not there", ["check", "nowhere"]],
  ["schemas that are not there", ["check", ".", "--schemas", "nowhere"]],
])("%s is wrong usage", async (_name, argv) => {
  expect((await runIn(root, argv)).exitCode).toBe(3);
});

test("what configure writes is as clean on disk as it was in memory", async () => {
  const at = join(root, "golden");
  await cp(fileURLToPath(new URL("../goldens/minimal", import.meta.url)), at, { recursive: true });
  const { stdout } = await runIn(at, ["--format", "json", "check"]);
  const { problems } = JSON.parse(stdout);
  const errors = problems.filter(({ severity }: { severity: string }) => severity === "error");
  // The goldens are kept in plain text.
  expect(errors.filter(({ code }: { code: string }) => code !== "sealed-in-clear")).toEqual([]);
});
