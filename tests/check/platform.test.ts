import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import type { Problem } from "../../src/problem.ts";
import { changed, PLATFORM_CONTEXT, platform } from "./platform.ts";

/** One change to the clean platform, and everything that is wrong after it. */
interface Case {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly expected: readonly string[];
}

/** L and D stand for the folders of the two apps. */
const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL("./cases/changes.json", import.meta.url), "utf8"),
);

function pathOf(short: string): string {
  const app = short.replace(/^L\//, "ai-system/litellm/").replace(/^D\//, "cache/dragonfly/");
  return `kubernetes/apps/${app}`;
}

function brief({ code, at }: Problem): string {
  const app = at?.file
    .replace("kubernetes/apps/", "")
    .replace("ai-system/litellm/", "L/")
    .replace("cache/dragonfly/", "D/");
  return `${code} ${app}:${at?.line}:${at?.column}`;
}

test("the platform is clean", () => {
  expect(check(platform(), PLATFORM_CONTEXT)).toEqual([]);
});

describe("one change to the platform", () => {
  test.each(cases)("$name", ({ file, from, to, expected }) => {
    expect(check(changed(pathOf(file), from, to), PLATFORM_CONTEXT).map(brief)).toEqual(expected);
  });

  test.each(cases)("$name: the problem shows no secret", ({ file, from, to }) => {
    const told = JSON.stringify(check(changed(pathOf(file), from, to), PLATFORM_CONTEXT));
    for (const secret of PLATFORM_CONTEXT.secrets?.values() ?? []) expect(told).not.toContain(secret);
  });
});

test("without its externals, the platform names what it expects of others", () => {
  const { secrets = new Map() } = PLATFORM_CONTEXT;
  expect(check(platform(), { secrets }).map(brief)).toEqual([
    "missing-object L/ks.yaml:8:13",
    "unknown-namespace D/app/networkpolicy.yaml:23:11",
  ]);
});

test("a problem carries the template position that printed its line", () => {
  const path = pathOf("L/app/httproute.yaml");
  const files = new Map(changed(path, "port: 4000", "port: 8080"));
  const text = files.get(path)?.text ?? "";
  const origin = { file: "templates/apps/litellm/app/httproute.yaml.j2", line: 20, column: 5 };
  files.set(path, {
    text,
    origins: text.split("\n").map((line) => (line.includes("8080") ? origin : undefined)),
  });
  expect(check(files, PLATFORM_CONTEXT).map(({ related }) => related)).toEqual([
    [{ message: "printed by", at: origin }],
  ]);
});

test("a file that was there before ours is not looked at, and what it may hold is not missed", () => {
  const files = new Map(platform());
  for (const path of ["kubernetes/flux/cluster/ks.yaml", "kubernetes/apps/cache/kustomization.yaml"])
    files.delete(path);
  const present = new Set(["kubernetes/flux/cluster/ks.yaml", "kubernetes/apps/cache/kustomization.yaml"]);
  expect(check(files, { ...PLATFORM_CONTEXT, present }).map(brief)).toEqual([]);
  expect(check(files, PLATFORM_CONTEXT).map(brief)).not.toEqual([]);
});
