import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { configured } from "./configured.ts";
import { COLLEAGUE, OWNER } from "./identity.ts";
import { clusterYaml, sopsYaml, started } from "./platform.ts";
import { found, places } from "./problems.ts";
import { repository } from "./repository.ts";
import type { Texts } from "./texts.ts";

const LOCK = "clusterloom.lock.json";
const MANIFEST = "kubernetes/apps/cache/dragonfly/app/dragonfly.yaml";
const SEALED = "kubernetes/apps/cache/dragonfly/app/auth.sops.yaml";

/** What is said of each sealed file when no key opens it. */
const NOT_COMPARED = [
  "cache/dragonfly/app/acl",
  "cache/dragonfly/app/auth",
  "ai-system/litellm/app/secret",
  "ai-system/litellm/database/secret-credentials",
].map((path) => `kubernetes/apps/${path}.sops.yaml:1:1 values-not-compared note`);

interface Broken {
  readonly name: string;
  /** What is in the repository beside or instead of what `configure` left there. */
  readonly put: (tree: Texts) => Texts;
  readonly problems: readonly string[];
}

const edited = (path: string, from: string | RegExp, to: string) => (tree: Texts) => ({
  [path]: (tree[path] ?? "").replace(from, to),
});

const broken: readonly Broken[] = [
  {
    name: "a lock file that is cut off",
    put: edited(LOCK, /.{40}$/s, ""),
    problems: ["clusterloom.lock.json:75:20 lock-damaged"],
  },
  {
    name: "a lock file that is empty",
    put: () => ({ [LOCK]: "" }),
    problems: ["clusterloom.lock.json:1:1 lock-damaged"],
  },
  {
    name: "a lock file of another shape",
    put: () => ({ [LOCK]: '{"version":1,"files":[]}' }),
    problems: [
      "clusterloom.lock.json:1:1 lock-damaged",
      "clusterloom.lock.json:1:1 lock-damaged",
      "clusterloom.lock.json:1:1 lock-damaged",
      "clusterloom.lock.json:1:14 lock-damaged",
    ],
  },
  {
    name: "a lock file of a later release",
    put: edited(LOCK, '"version": 1', '"version": 9'),
    problems: ["clusterloom.lock.json:2:3 lock-newer"],
  },
  {
    name: "a lock file in a merge conflict",
    put: edited(LOCK, "{", "<<<<<<< ours\n{"),
    problems: ["clusterloom.lock.json:1:1 lock-conflict"],
  },
  {
    name: "a lock file that points outside",
    put: edited(LOCK, `"${MANIFEST}"`, '"../outside"'),
    problems: ["clusterloom.lock.json:18:5 unsafe-path"],
  },
  {
    name: "an age key that is none",
    put: () => ({ "age.key": "AGE-SECRET-KEY-1NONSENSE\n" }),
    problems: ["age.key:1:1 age-key-invalid", ...NOT_COMPARED],
  },
  {
    name: "an age key with a typo",
    put: () => ({ "age.key": `# mine\n${OWNER.identity.replace("F", "G")}\n` }),
    problems: ["age.key:2:1 age-key-invalid", ...NOT_COMPARED],
  },
  {
    name: "a .sops.yaml that no rule of matches",
    put: () => ({ ".sops.yaml": sopsYaml(OWNER).replaceAll("kubernetes/", "talos/") }),
    problems: [".sops.yaml:1:1 sops-no-rule"],
  },
  {
    name: "a .sops.yaml that is not YAML",
    put: () => ({ ".sops.yaml": "creation_rules: [\n" }),
    problems: [".sops.yaml:2:1 sops-rules-not-yaml"],
  },
  {
    name: "a .sops.yaml with a recipient that is none",
    put: () => ({ ".sops.yaml": sopsYaml(OWNER).replaceAll("age1637m", "age1638m") }),
    problems: [".sops.yaml:7:10 sops-recipient-invalid", ".sops.yaml:12:10 sops-recipient-invalid"],
  },
  {
    name: "a .sops.yaml without a key",
    put: () => ({ ".sops.yaml": sopsYaml() }),
    problems: [".sops.yaml:4:5 sops-rule-no-key", ".sops.yaml:9:5 sops-rule-no-key"],
  },
  {
    name: "a sealed file with a damaged value",
    put: edited(SEALED, /data:..../, "data:AAAA"),
    problems: [
      "kubernetes/apps/cache/dragonfly/app/auth.sops.yaml:10:13 sops-damaged",
      "kubernetes/apps/cache/dragonfly/app/auth.sops.yaml:1:1 edited-by-hand",
    ],
  },
  {
    name: "a sealed file with a damaged MAC",
    put: edited(SEALED, /mac: ENC\[AES256_GCM,data:..../, "mac: ENC[AES256_GCM,data:AAAA"),
    problems: [
      "kubernetes/apps/cache/dragonfly/app/auth.sops.yaml:24:8 sops-mac-mismatch",
      "kubernetes/apps/cache/dragonfly/app/auth.sops.yaml:1:1 edited-by-hand",
    ],
  },
  {
    name: "a manifest edited by hand",
    put: edited(MANIFEST, "replicas: 1", "replicas: 2"),
    problems: ["kubernetes/apps/cache/dragonfly/app/dragonfly.yaml:8:1 edited-by-hand"],
  },
];

describe("a repository in a bad state", () => {
  it.each(broken)("$name", async ({ put, problems: expected }) => {
    const repo = await configured();
    await repo.put(put(await repo.tree()));
    const [before, times] = [await repo.tree(), await repo.times()];
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect({ exitCode, problems: places(problems) }).toEqual({ exitCode: 1, problems: expected });
    expect(JSON.stringify(problems)).not.toContain(OWNER.identity.slice(20, 40));
    expect(await repo.tree()).toEqual(before);
    expect(await repo.times()).toEqual(times);
  });

  it("no .sops.yaml", async () => {
    const repo = await configured();
    await repo.remove(".sops.yaml");
    const before = await repo.tree();
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 1,
      problems: ["sops-rules-missing"],
    });
    expect(await repo.tree()).toEqual(before);
  });

  it("no cluster.yaml", async () => {
    const { exitCode, problems } = await found(await repository(), ["configure"]);
    expect({ exitCode, problems: places(problems) }).toEqual({ exitCode: 1, problems: ["config-missing"] });
  });
});

describe("a file edited by hand", () => {
  it("is kept, and overwritten with --force", async () => {
    const repo = await configured();
    const ours = await repo.read(MANIFEST);
    await repo.put({ [MANIFEST]: `${ours}# mine\n` });
    expect((await repo.run(["configure"])).exitCode).toBe(1);
    expect(await repo.read(MANIFEST)).toBe(`${ours}# mine\n`);
    expect((await repo.run(["configure", "--force"])).exitCode).toBe(0);
    expect(await repo.read(MANIFEST)).toBe(ours);
  });

  it("is overwritten with --force even where it does not open any more", async () => {
    const repo = await configured();
    const ours = await repo.read(SEALED);
    await repo.put({ [SEALED]: ours.replace("stringData:", "<<<<<<< ours\nstringData:") });
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 1,
      problems: [`${SEALED}:9:1 merge-conflict`, `${SEALED}:1:1 edited-by-hand`],
    });
    expect(await found(repo, ["configure", "--force"])).toMatchObject({ exitCode: 0, problems: [] });
    expect(await found(repo, ["configure", "--check"])).toMatchObject({ exitCode: 0, problems: [] });
  });

  it("is named by the path from where the user stands", async () => {
    const repo = await configured();
    await repo.put({ [MANIFEST]: "# mine\n" });
    const io = { cwd: dirname(repo.root) };
    const ran = await repo.run(["--root", repo.root, "--format", "json", "configure"], io);
    const { problems, changes } = JSON.parse(ran.stdout);
    expect(places(problems)).toEqual([`${basename(repo.root)}/${MANIFEST}:1:1 edited-by-hand`]);
    expect(changes).toMatchObject([{ path: MANIFEST }]);
  });

  it("is kept when its app is switched off", async () => {
    const repo = await configured();
    await repo.put({
      [MANIFEST]: "# all mine\n",
      "cluster.yaml": clusterYaml({ litellm_enabled: false, dragonfly_enabled: false }),
    });
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 0,
      problems: [`${MANIFEST}:1:1 kept-edited warning`],
    });
    expect(Object.keys(await repo.tree()).filter((path) => path.includes("/dragonfly/"))).toEqual([MANIFEST]);
  });

  it("is made again when it was deleted", async () => {
    const repo = await configured();
    const before = await repo.tree();
    await repo.remove(MANIFEST);
    expect((await repo.run(["configure", "--check"])).exitCode).toBe(2);
    expect((await repo.run(["configure"])).exitCode).toBe(0);
    expect(await repo.tree()).toEqual(before);
  });
});

describe("a foreign file in the way", () => {
  it("is kept, and overwritten with --force", async () => {
    const repo = await started(undefined, { [MANIFEST]: "kind: Mine\n" });
    const before = await repo.tree();
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 1,
      problems: [`${MANIFEST}:1:1 foreign-file`],
    });
    expect(await repo.tree()).toEqual(before);
    expect((await repo.run(["configure", "--force"])).exitCode).toBe(0);
    expect(await repo.read(MANIFEST)).not.toBe("kind: Mine\n");
  });

  it("a folder where a file belongs", async () => {
    const repo = await started(undefined, { [`${MANIFEST}/x`]: "" });
    const before = await repo.tree();
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 1,
      problems: ["kubernetes/apps/cache/dragonfly/app/dragonfly.yaml:1:1 not-a-regular-file"],
    });
    expect(await repo.tree()).toEqual(before);
  });

  it("a file where a folder belongs", async () => {
    const repo = await started(undefined, { "kubernetes/apps/cache": "" });
    const before = await repo.tree();
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 1,
      problems: ["kubernetes/apps/cache:1:1 in-the-way"],
    });
    expect(await repo.tree()).toEqual(before);
  });

  it("a root that is a file", async () => {
    const repo = await repository({ "cluster.yaml": clusterYaml(), root: "" });
    const { exitCode, problems } = await found(repo, [
      "--root",
      "root",
      "--config",
      "cluster.yaml",
      "configure",
    ]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 1,
      problems: ["root:1:1 in-the-way"],
    });
  });

  it.skipIf(process.platform === "win32")("a link that leads out of the root", async () => {
    const repo = await started();
    const outside = await repository();
    await symlink(outside.root, join(repo.root, "kubernetes"));
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 1,
      problems: ["kubernetes:1:1 leaves-root"],
    });
    expect(await outside.tree()).toEqual({});
  });

  // Root may write everywhere, so that a container of a CI cannot show this.
  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "a folder that may not be written",
    async () => {
      const repo = await started();
      await mkdir(join(repo.root, "kubernetes"));
      await chmod(join(repo.root, "kubernetes"), 0o500);
      const { exitCode, problems } = await found(repo, ["configure"]);
      expect({ exitCode, codes: problems.map(({ code }) => code) }).toEqual({
        exitCode: 1,
        codes: ["no-access"],
      });
      expect(Object.keys(await repo.tree())).not.toContain(LOCK);
    },
  );
});

describe("a key that opens nothing", () => {
  it("keeps the values and does not damage them", async () => {
    const repo = await configured();
    await repo.put({ "age.key": `${COLLEAGUE.identity}\n` });
    const before = await repo.tree();
    await writeFile(join(repo.root, "cluster.yaml"), clusterYaml({ dragonfly_password: "test-other-9" }));
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect({ exitCode, codes: [...new Set(problems.map(({ code }) => code))] }).toEqual({
      exitCode: 0,
      codes: ["values-not-compared"],
    });
    expect((await repo.tree())[SEALED]).toBe(before[SEALED]);
  });
});
