import { describe, expect, it } from "vitest";
import { copies } from "./configured.ts";
import { OWNER } from "./identity.ts";
import { clusterYaml, platform, started } from "./platform.ts";
import { found, places } from "./problems.ts";

const page = "docs/handover.md";
const backups = { rustfs_enabled: true, litellm_backup_enabled: true };
const keys = {
  litellm_s3_access_key: "test-litellm-access",
  litellm_s3_secret_key: "test-litellm-secret-c2d7",
};
const off =
  "cloudflare_domain: example.com\nlitellm_enabled: false\ndragonfly_enabled: false\ncnpg_enabled: false\n";

const withBackups = copies(async () => {
  const repo = await started(clusterYaml({ ...backups, ...keys }));
  expect((await repo.run(["configure"])).exitCode).toBe(0);
  return repo;
});

/** `file code severity` of what is said about the page, or about a leak. */
const about = (problems: Parameters<typeof places>[0]) =>
  places(problems.filter(({ file, code }) => file === page || code === "secret-in-clear"));

describe("configure", () => {
  it("writes the page that `handover` prints, and a second run changes nothing", async () => {
    const repo = await started(clusterYaml({ ...backups, ...keys }));
    const first = await repo.run(["configure"]);
    expect({ exitCode: first.exitCode, told: first.stderr.includes(page) }).toEqual({
      exitCode: 0,
      told: true,
    });
    const { stdout, exitCode } = await repo.run(["handover"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: await repo.read(page) });
    expect((await repo.run(["configure", "--check"])).exitCode).toBe(0);
  });

  it("names every secret of the settings and holds none", async () => {
    const repo = await withBackups();
    const text = await repo.read(page);
    const secrets = Object.entries({ ...platform, ...keys }).filter(([name]) => /password|key$/.test(name));
    expect(secrets.length).toBeGreaterThan(6);
    for (const [name, value] of secrets) {
      expect(text).toContain(`\`${name}\``);
      expect(text).not.toContain(value);
    }
  });

  it("drops what no longer holds, and the page with its folder when no app is on", async () => {
    const repo = await withBackups();
    expect(await repo.read(page)).toContain("litellm-backups");
    await repo.put({ "cluster.yaml": clusterYaml() });
    expect((await repo.run(["configure"])).exitCode).toBe(0);
    expect(await repo.read(page)).not.toContain("litellm-backups");
    await repo.put({ "cluster.yaml": off });
    expect((await repo.run(["configure"])).exitCode).toBe(0);
    expect(Object.keys(await repo.tree()).filter((path) => path.startsWith("docs"))).toEqual([]);
  });

  it("leaves a page of that name that somebody else has written, also with --force", async () => {
    const repo = await started(clusterYaml(), { [page]: "# Theirs\n" });
    for (const argv of [["configure"], ["configure", "--force"]]) {
      const { exitCode, problems } = await found(repo, argv);
      expect({ exitCode, problems: about(problems) }).toEqual({
        exitCode: 0,
        problems: [`${page}:1:1 seed-kept note`],
      });
      expect(await repo.read(page)).toBe("# Theirs\n");
    }
    await repo.put({ "cluster.yaml": off });
    expect((await repo.run(["configure"])).exitCode).toBe(0);
    expect(await repo.read(page)).toBe("# Theirs\n");
  });

  it("does not write over an edit by hand", async () => {
    const repo = await started();
    expect((await repo.run(["configure"])).exitCode).toBe(0);
    await repo.put({ [page]: (await repo.read(page)).replace("[ ]", "[x]") });
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect({ exitCode, codes: problems.map(({ code }) => code) }).toEqual({
      exitCode: 1,
      codes: ["edited-by-hand"],
    });
  });

  it("stops when the value of a secret is a word of the page", async () => {
    const repo = await started(clusterYaml({ litellm_ui_password: "external-dns" }));
    const { exitCode, problems } = await found(repo, ["configure"]);
    const leaks = problems.filter(({ code }) => code === "common-secret");
    expect({ exitCode, files: leaks.map(({ file }) => file) }).toEqual({
      exitCode: 1,
      files: ["cluster.yaml"],
    });
    expect(JSON.stringify(problems)).not.toContain("external-dns");
  });
});

describe("handover", () => {
  it("tells how to make a bucket before its keys are there, and that they are missing", async () => {
    const repo = await started(clusterYaml(backups));
    const before = await repo.tree();
    const { exitCode, document, problems } = await found(repo, ["handover"]);
    expect(exitCode).toBe(1);
    expect(problems.filter(({ severity }) => severity === "error").length).toBeGreaterThan(0);
    expect(JSON.stringify(document.steps)).toContain("arn:aws:s3:::litellm-backups");
    expect(await repo.tree()).toEqual(before);
  });

  it("prints no page out of settings that are wrong by themselves", async () => {
    const repo = await started(`${clusterYaml(backups)}storage_clas: x\n`);
    const { stdout, exitCode } = await repo.run(["handover"]);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
  });

  it("says so when nothing is to do", async () => {
    const repo = await started(off);
    const { stdout, stderr, exitCode } = await repo.run(["handover"]);
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: "", stderr: "nothing is to do\n", exitCode: 0 });
  });

  it("is the same with and without a key for an encrypted cluster.yaml", async () => {
    const repo = await started(clusterYaml({ ...backups, ...keys }));
    const opened = (await repo.run(["handover"])).stdout;
    expect((await repo.run(["secrets", "encrypt"])).exitCode).toBe(0);
    await repo.remove("age.key");
    expect((await repo.run(["handover"])).stdout).toBe(opened);
    const withKey = await repo.run(["handover"], { env: { SOPS_AGE_KEY: OWNER.identity } });
    expect(withKey.stdout).toBe(opened);
  });
});
