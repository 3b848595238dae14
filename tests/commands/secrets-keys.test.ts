import { describe, expect, it } from "vitest";
import { isSealedPath } from "../../src/files.ts";
import { copies } from "../line/configured.ts";
import { COLLEAGUE, OWNER } from "../line/identity.ts";
import { opened } from "../line/opened.ts";
import { clusterYaml, sopsYaml } from "../line/platform.ts";
import { found, places } from "../line/problems.ts";
import type { Repository } from "../line/repository.ts";
import { LATER } from "../line/run.ts";
import { plaintextOf, sealedRepository } from "./sealed.ts";

const later = { now: () => LATER };
const both = { ".sops.yaml": sopsYaml(OWNER, COLLEAGUE) };
const one = { ".sops.yaml": sopsYaml(OWNER) };

/** A repository with an encrypted cluster.yaml and its tree. */
const standing = copies(async () => {
  const repo = await sealedRepository();
  expect((await repo.run(["configure"])).exitCode).toBe(0);
  return repo;
});

const sealedPaths = async (repo: Repository) =>
  ["cluster.yaml", ...Object.keys(await repo.tree()).filter(isSealedPath)].sort();
const encrypted = (text = ""): string[] =>
  [...text.matchAll(/ENC\[[^\]]*,type:str\]/g)].map(([value]) => value);

describe("secrets updatekeys", () => {
  it("opens every file to a new recipient, and keeps every encrypted value", async () => {
    const repo = await standing();
    const before = await repo.tree();
    await repo.put(both);
    const { exitCode, problems, document } = await found(repo, ["secrets", "updatekeys"], later);
    const paths = await sealedPaths(repo);
    const files = paths.map((path) => ({ path, changed: true, dataKey: "rewrapped" }));
    expect({ exitCode, problems, document }).toMatchObject({
      exitCode: 0,
      problems: [],
      document: { files },
    });
    const after = await repo.tree();
    for (const path of paths) expect(encrypted(after[path])).toEqual(encrypted(before[path]));
    expect(await opened(after, COLLEAGUE)).toBeTruthy();
    expect(await plaintextOf(repo, COLLEAGUE)).toBe(clusterYaml());
  });

  it("encrypts everything anew when a recipient goes, and says what that means", async () => {
    const repo = await standing();
    await repo.put(both);
    await repo.run(["secrets", "updatekeys"]);
    const before = await repo.tree();
    await repo.put(one);
    const { exitCode, problems } = await found(repo, ["secrets", "updatekeys"], later);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 0,
      problems: ["recipient-removed warning"],
    });
    const after = await repo.tree();
    for (const path of await sealedPaths(repo)) {
      const old = encrypted(before[path]);
      expect(encrypted(after[path]).filter((value) => old.includes(value))).toEqual([]);
    }
    await expect(plaintextOf(repo, COLLEAGUE)).rejects.toThrow("sops-no-identity");
  });

  it("leaves nothing for configure or for itself to do", async () => {
    const repo = await standing();
    await repo.put(both);
    await repo.run(["secrets", "updatekeys"], later);
    const before = await repo.tree();
    expect((await repo.run(["configure", "--check"])).exitCode).toBe(0);
    expect((await repo.run(["secrets", "updatekeys"])).exitCode).toBe(0);
    expect(await repo.tree()).toEqual(before);
  });

  it("only names the files with --dry-run", async () => {
    const repo = await standing();
    await repo.put(both);
    const before = await repo.tree();
    const { exitCode, stdout } = await repo.run(["secrets", "updatekeys", "--dry-run"]);
    expect(exitCode).toBe(0);
    for (const path of await sealedPaths(repo)) expect(stdout).toContain(path);
    expect(await repo.tree()).toEqual(before);
  });

  it("changes all files or none", async () => {
    const repo = await standing();
    const [path = ""] = (await sealedPaths(repo)).filter(isSealedPath);
    await repo.put({ ...both, [path]: (await repo.read(path)).replace(/data:..../, "data:AAAA") });
    const before = await repo.tree();
    const { exitCode, problems } = await found(repo, ["secrets", "updatekeys"]);
    expect({ exitCode, codes: problems.map(({ code }) => code) }).toEqual({
      exitCode: 1,
      codes: ["sops-damaged"],
    });
    expect(await repo.tree()).toEqual(before);
  });

  it("does not take a file that was edited since for untouched", async () => {
    const repo = await standing();
    const [path = ""] = (await sealedPaths(repo)).filter(isSealedPath);
    await repo.put({
      ...both,
      [path]: (await repo.read(path)).replace("metadata:", "immutable: true\nmetadata:"),
    });
    const hash = async () => JSON.parse(await repo.read("clusterloom.lock.json")).files[path];
    const before = await hash();
    expect((await repo.run(["secrets", "updatekeys"], later)).exitCode).toBe(0);
    expect(await hash()).toBe(before);
    const { problems } = await found(repo, ["configure"]);
    expect(problems.map(({ code }) => code)).toEqual(["edited-by-hand"]);
  });

  it("needs a key that opens the files", async () => {
    const repo = await standing();
    await repo.put({ ...both, "age.key": `${COLLEAGUE.identity}\n` });
    const before = await repo.tree();
    const { exitCode, problems } = await found(repo, ["secrets", "updatekeys"]);
    expect(exitCode).toBe(1);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["sops-no-identity"]));
    expect(await repo.tree()).toEqual(before);
  });
});

describe("secrets status", () => {
  const rows = (document: Readonly<Record<string, unknown>>, name: string) =>
    document[name] as Readonly<Record<string, unknown>>[];

  it("tells what is set, missing and not needed, and who reads which file", async () => {
    const repo = await standing();
    const { exitCode, problems, document } = await found(repo, ["secrets", "status"]);
    expect({ exitCode, problems }).toEqual({ exitCode: 0, problems: [] });
    expect(rows(document, "secrets")).toEqual(
      expect.arrayContaining([
        { name: "litellm_db_password", app: "litellm", state: "set", canBeMade: true },
        { name: "azure_openai_us_east_api_key", app: "litellm", state: "set", canBeMade: false },
        { name: "dragonfly_keycloak_password", app: "dragonfly", state: "not needed", canBeMade: true },
      ]),
    );
    const file = {
      recipients: [OWNER.recipient],
      opensHere: true,
      added: [],
      removed: [],
      otherValues: false,
    };
    expect(rows(document, "files")).toEqual((await sealedPaths(repo)).map((path) => ({ path, ...file })));
  });

  it("calls missing what is needed or left empty", async () => {
    const cluster = clusterYaml({ litellm_master_key: undefined, litellm_ui_password: null });
    const { document } = await found(await sealedRepository(cluster), ["secrets", "status"]);
    const missing = rows(document, "secrets").filter(({ state }) => state === "missing");
    expect(missing.map(({ name }) => name).sort()).toEqual(["litellm_master_key", "litellm_ui_password"]);
  });

  it.each([
    ["a recipient came", both, "sealed-file-outdated warning"],
    ["a recipient went", { ".sops.yaml": sopsYaml(COLLEAGUE) }, "sealed-file-outdated warning"],
  ])("names each file that is behind: %s", async (_what, files, expected) => {
    const repo = await standing();
    await repo.put(files);
    const { exitCode, problems } = await found(repo, ["secrets", "status"]);
    const paths = await sealedPaths(repo);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 0,
      problems: paths.map((path) => `${path === "cluster.yaml" ? "1:1" : `${path}:1:1`} ${expected}`),
    });
  });

  it("works without a key", async () => {
    const repo = await standing();
    await repo.remove("age.key");
    const { exitCode, document } = await found(repo, ["secrets", "status"]);
    expect(exitCode).toBe(0);
    expect(rows(document, "files").map(({ opensHere }) => opensHere)).toEqual(
      (await sealedPaths(repo)).map(() => false),
    );
    expect(rows(document, "secrets")[0]).toMatchObject({ state: "set" });
  });

  it("warns of a plain file that Git would take, and of a rule that is behind", async () => {
    const repo = await sealedRepository();
    await repo.run(["secrets", "decrypt", "--in-place"]);
    await repo.put({
      ".gitignore": "",
      ".sops.yaml": sopsYaml(OWNER).replace("|litellm_ui_password", ""),
    });
    const { problems } = await found(repo, ["secrets", "status"]);
    expect(problems.map(({ code }) => code)).toEqual(["plain-not-ignored", "sops-rule-outdated"]);
  });
});
