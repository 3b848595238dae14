import { describe, expect, it } from "vitest";
import { configured } from "./configured.ts";
import { COLLEAGUE, OWNER } from "./identity.ts";
import { opened } from "./opened.ts";
import { clusterYaml, platform, sopsYaml, started } from "./platform.ts";
import { found, places } from "./problems.ts";
import { LATER } from "./run.ts";
import type { Texts } from "./texts.ts";

const later = { now: () => LATER };

/** Lines of the later tree that its earlier self has not at that place, by path. */
function changedLines(before: Texts, after: Texts): Record<string, string[]> {
  expect(Object.keys(after)).toEqual(Object.keys(before));
  const changed = Object.entries(after).filter(([path, text]) => text !== before[path]);
  return Object.fromEntries(
    changed.map(([path, text]) => {
      const old = before[path]?.split("\n") ?? [];
      return [path, text.split("\n").filter((line, index) => line !== old[index])];
    }),
  );
}

const keysOf = (lines: readonly string[] = []) => lines.map((line) => /^\s*([^:]+):/.exec(line)?.[1] ?? line);

describe("a second configure", () => {
  it("changes no byte and touches no file", async () => {
    const repo = await configured();
    const [before, times] = [await repo.tree(), await repo.times()];
    const { exitCode, document } = await found(repo, ["configure"], later);
    expect({ exitCode, changes: document.changes, clean: document.clean }).toEqual({
      exitCode: 0,
      changes: [],
      clean: true,
    });
    expect(await repo.tree()).toEqual(before);
    expect(await repo.times()).toEqual(times);
    expect((await repo.run(["configure", "--check"], later)).exitCode).toBe(0);
  });

  it("changes nothing with --force either", async () => {
    const repo = await configured();
    const [before, times] = [await repo.tree(), await repo.times()];
    expect((await repo.run(["configure", "--force"], later)).exitCode).toBe(0);
    expect(await repo.tree()).toEqual(before);
    expect(await repo.times()).toEqual(times);
  });

  it("changes nothing when the settings are written in another order and layout", async () => {
    const repo = await configured();
    const before = await repo.tree();
    const reversed = Object.entries(platform).reverse();
    const cluster = `# the same\n${reversed.map(([key, value]) => `${key}:   ${JSON.stringify(value)}\n`).join("\n")}`;
    await repo.put({ "cluster.yaml": cluster });
    expect((await repo.run(["configure"], later)).exitCode).toBe(0);
    expect(await repo.tree()).toEqual({ ...before, "cluster.yaml": cluster });
  });
});

describe("one changed secret", () => {
  it("changes its value, mac and lastmodified, and nothing else but the lock", async () => {
    const repo = await configured();
    const before = await repo.tree();
    await repo.put({ "cluster.yaml": clusterYaml({ dragonfly_password: "test-another-4411" }) });
    expect(await found(repo, ["configure"], later)).toMatchObject({ exitCode: 0, problems: [] });
    const { "cluster.yaml": _, ...changed } = changedLines(before, await repo.tree());
    const auth = "kubernetes/apps/cache/dragonfly/app/auth.sops.yaml";
    expect(Object.keys(changed)).toEqual(["clusterloom.lock.json", auth]);
    expect(keysOf(changed[auth])).toEqual(["password", "lastmodified", "mac"]);
    expect(changed["clusterloom.lock.json"]).toHaveLength(1);
  });

  it("shows in --check and --dry-run, which change nothing", async () => {
    const repo = await configured();
    await repo.put({ "cluster.yaml": clusterYaml({ dragonfly_password: "test-another-4411" }) });
    const [before, times] = [await repo.tree(), await repo.times()];
    expect((await repo.run(["configure", "--check"], later)).exitCode).toBe(2);
    const { exitCode, stdout } = await repo.run(["configure", "--dry-run"], later);
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").filter(Boolean)).toEqual([
      "update kubernetes/apps/cache/dragonfly/app/auth.sops.yaml",
    ]);
    expect(await repo.tree()).toEqual(before);
    expect(await repo.times()).toEqual(times);
  });
});

describe("recipients", () => {
  it("one that is added can open everything; no value is encrypted afresh", async () => {
    const repo = await configured();
    const before = await repo.tree();
    await repo.put({ ".sops.yaml": sopsYaml(OWNER, COLLEAGUE) });
    expect(await found(repo, ["configure"], later)).toMatchObject({ exitCode: 0, problems: [] });
    const after = await repo.tree();
    expect(await opened(after, COLLEAGUE)).toEqual(await opened(after, OWNER));
    for (const [path, text] of Object.entries(after).filter(([path]) => path.endsWith(".sops.yaml"))) {
      const body = text.split("\nsops:")[0] ?? "";
      if (path !== ".sops.yaml") expect(before[path]?.startsWith(body)).toBe(true);
    }
    expect((await repo.run(["configure", "--check"], later)).exitCode).toBe(0);
  });

  it("one that is removed cannot open what comes, and its values are called burnt", async () => {
    const repo = await started(clusterYaml(), { ".sops.yaml": sopsYaml(OWNER, COLLEAGUE) });
    expect((await repo.run(["configure"])).exitCode).toBe(0);
    await repo.put({ ".sops.yaml": sopsYaml(OWNER) });
    const { exitCode, problems } = await found(repo, ["configure"], later);
    expect({ exitCode, places: places(problems) }).toEqual({
      exitCode: 0,
      places: ["recipient-removed warning"],
    });
    const after = await repo.tree();
    await expect(opened(after, COLLEAGUE)).rejects.toThrow("sops-no-identity");
    expect(Object.keys(await opened(after, OWNER))).toEqual(Object.keys(after));
    expect((await repo.run(["configure", "--check"], later)).exitCode).toBe(0);
  });
});

describe("without a key", () => {
  it("keeps what is sealed and says that it was not compared", async () => {
    const repo = await configured();
    await repo.remove("age.key");
    const before = await repo.tree();
    const { exitCode, problems } = await found(repo, ["configure"], later);
    expect(exitCode).toBe(0);
    expect(new Set(problems.map(({ code, severity }) => `${code} ${severity}`))).toEqual(
      new Set(["values-not-compared note"]),
    );
    expect(await repo.tree()).toEqual(before);
  });
});

describe("a secret that must stay for ever", () => {
  const changed = clusterYaml({
    ...platform,
    litellm_salt_key: "anotherSaltKeyOfThirtyTwoCharactersAndMore",
  });

  it("stops configure when the repository holds another value", async () => {
    const repo = await configured();
    await repo.put({ "cluster.yaml": changed });
    const before = await repo.tree();
    const { exitCode, problems } = await found(repo, ["configure"], later);
    expect(exitCode).toBe(1);
    expect(problems).toMatchObject([{ code: "kept-value-changed", file: "cluster.yaml" }]);
    expect(await repo.tree()).toEqual(before);
  });

  it("is replaced with --force", async () => {
    const repo = await configured();
    await repo.put({ "cluster.yaml": changed });
    expect(await found(repo, ["configure", "--force"], later)).toMatchObject({ exitCode: 0, problems: [] });
  });
});
