import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Io } from "../../src/io.ts";
import { clusterYaml, started } from "../line/platform.ts";
import { found, places } from "../line/problems.ts";
import type { Repository } from "../line/repository.ts";
import { LATER } from "../line/run.ts";
import { changedKeys, plaintextOf, sealedRepository } from "./sealed.ts";

const later = { now: () => LATER };
const withoutMaster = clusterYaml({ litellm_master_key: undefined, litellm_ui_password: null });
const forms = [
  ["plain", started],
  ["encrypted", sealedRepository],
] as const;

/** The text as a person reads it, whatever form it has on disk. */
async function readable(repo: Repository): Promise<string> {
  return (await repo.run(["secrets", "decrypt"])).stdout;
}

describe.each(forms)("in a cluster.yaml that is %s", (form, start) => {
  it("secrets generate makes what is missing, and replaces nothing", async () => {
    const repo = await start(withoutMaster);
    const before = await repo.tree();
    const made = { made: ["litellm_ui_password", "litellm_master_key"] };
    expect((await found(repo, ["secrets", "generate", "--dry-run"])).document).toMatchObject(made);
    expect(await repo.tree()).toEqual(before);
    const { exitCode, document } = await found(repo, ["secrets", "generate"], later);
    expect({ exitCode, document }).toMatchObject({ exitCode: 0, document: made });
    const text = await readable(repo);
    expect(text).toMatch(/^litellm_ui_password: "[A-Za-z0-9]{32}"$/m);
    expect(text).toMatch(/^litellm_master_key: "sk-[A-Za-z0-9]{48}"$/m);
    const isMade = /^litellm_(ui_password|master_key):.*\n/gm;
    expect(text.replace(isMade, "")).toBe(withoutMaster.replace(isMade, ""));
    expect((await repo.read("cluster.yaml")).includes("\nsops:")).toBe(form === "encrypted");
    const after = await repo.tree();
    expect((await found(repo, ["secrets", "generate"])).document).toMatchObject({ made: [] });
    expect(await repo.tree()).toEqual(after);
  });

  it("init fills it, and leaves it in its form", async () => {
    const repo = await start(withoutMaster);
    expect((await repo.run(["init", "--yes"], later)).exitCode).toBe(0);
    expect(await readable(repo)).toMatch(/^litellm_master_key: "sk-/m);
    expect((await repo.read("cluster.yaml")).includes("\nsops:")).toBe(form === "encrypted");
  });

  it("secrets rotate replaces what it is told to, and nothing else", async () => {
    const repo = await start(`# mine\n${clusterYaml()}`);
    const before = [await readable(repo), await repo.read("cluster.yaml")] as const;
    const { exitCode, document } = await found(
      repo,
      ["secrets", "rotate", "litellm_db_password", "--yes"],
      later,
    );
    expect({ exitCode, document }).toMatchObject({
      exitCode: 0,
      document: { rotated: [{ name: "litellm_db_password", consequence: expect.any(String) }] },
    });
    expect(changedKeys(before[0], await readable(repo))).toEqual(["litellm_db_password"]);
    const onDisk = changedKeys(before[1], await repo.read("cluster.yaml"));
    expect(onDisk).toEqual(["litellm_db_password", ...(form === "encrypted" ? ["lastmodified", "mac"] : [])]);
  });
});

describe("an encrypted cluster.yaml without a key", () => {
  it("is left alone by init, which says so", async () => {
    const repo = await sealedRepository(withoutMaster);
    await repo.remove("age.key");
    const before = await repo.read("cluster.yaml");
    const { exitCode, problems } = await found(repo, ["init", "--yes"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 0,
      problems: ["secrets-not-compared note"],
    });
    expect(await repo.read("cluster.yaml")).toBe(before);
  });

  it("can be checked, and never written from", async () => {
    const repo = await sealedRepository();
    await repo.run(["configure"]);
    await repo.remove("age.key");
    const before = await repo.tree();
    expect((await repo.run(["configure", "--check"])).exitCode).toBe(0);
    const { exitCode, problems } = await found(repo, ["configure"]);
    expect({ exitCode, codes: problems.map(({ code }) => code) }).toEqual({
      exitCode: 1,
      codes: ["secrets-not-compared", "config-shut"],
    });
    expect(await repo.tree()).toEqual(before);
  });
});

describe("secrets rotate asks", () => {
  const rotate = ["secrets", "rotate", "litellm_db_password"];

  it.each([
    ["y", 0],
    ["YES", 0],
    ["", 1],
    ["n", 1],
    ["yesterday", 1],
  ])("and takes %j for an answer", async (answer, expected) => {
    const repo = await started();
    const before = await repo.read("cluster.yaml");
    const { exitCode } = await repo.run(rotate, { ask: async () => answer });
    expect(exitCode).toBe(expected);
    expect((await repo.read("cluster.yaml")) === before).toBe(expected === 1);
  });

  it("or wants --yes where nobody can answer", async () => {
    const repo = await started();
    expect(await found(repo, rotate)).toMatchObject({ exitCode: 3, problems: [{ code: "usage" }] });
  });

  it("not about a salt, which must never change", async () => {
    const repo = await started();
    const { exitCode, problems } = await found(repo, ["secrets", "rotate", "litellm_salt_key", "--yes"]);
    expect({ exitCode, problems: places(problems) }).toEqual({ exitCode: 1, problems: ["secret-kept"] });
  });
});

/** An editor that runs this function body with the text of the file as `text`, and writes what it returns. */
const editor = (body: string): string =>
  [process.execPath, "-e", `const fs = require("fs"); const path = process.argv[1]; ${body}`]
    .map((word) => `'${word}'`)
    .join(" ");
const replacing = (from: string, to: string): string =>
  editor(`fs.writeFileSync(path, fs.readFileSync(path, "utf8").replace(${from}, ${to}));`);

describe("secrets edit", () => {
  const edit = (repo: Repository, EDITOR: string, io: Partial<Io> = {}) =>
    repo.run(["secrets", "edit"], {
      ...later,
      env: { EDITOR, XDG_RUNTIME_DIR: join(repo.root, "run") },
      ...io,
    });
  const start = () => sealedRepository(clusterYaml(), { "run/keep": "" });
  const left = (repo: Repository) => readdir(join(repo.root, "run"));

  it("encrypts what changed, and nothing else", async () => {
    const repo = await start();
    const before = await repo.read("cluster.yaml");
    const { exitCode } = await edit(
      repo,
      replacing("/^litellm_db_password: .*/m", `"litellm_db_password: changed-by-hand"`),
    );
    expect(exitCode).toBe(0);
    expect(await readable(repo)).toContain("litellm_db_password: changed-by-hand\n");
    expect(changedKeys(before, await repo.read("cluster.yaml"))).toEqual([
      "litellm_db_password",
      "lastmodified",
      "mac",
    ]);
    expect(await left(repo)).toEqual(["keep"]);
  });

  it.each([
    ["nothing was typed", editor(""), 0],
    ["the editor fails", editor("process.exit(3)"), 1],
    ["there is no such editor", "no-such-editor-here", 3],
    ["the command has an open quote", "vi '", 3],
    ["the result is not valid and nobody can be asked", replacing(`"litellm_db"`, `"litellm_bd"`), 1],
  ])("changes nothing when %s", async (_what, EDITOR, expected) => {
    const repo = await start();
    const before = await repo.tree();
    expect((await edit(repo, EDITOR)).exitCode).toBe(expected);
    expect(await repo.tree()).toEqual(before);
  });

  it.each([
    ["edit again", ["e", "q"], 1, ["[e]dit again, or [q]uit", "[e]dit again, or [q]uit"]],
    ["quit", ["q"], 1, ["[e]dit again, or [q]uit"]],
    ["the end of input", [""], 1, ["[e]dit again, or [q]uit"]],
    ["save, which is not offered", ["s"], 1, ["[e]dit again, or [q]uit"]],
  ])("asks about a mistyped name: %s", async (_what, answers, expected, questions) => {
    const repo = await start();
    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question.slice(0, 23));
      return answers[asked.length - 1] ?? "q";
    };
    const EDITOR = editor(`fs.appendFileSync(path, "litellm_slat_key: hunter2\\n");`);
    const { exitCode, stderr } = await edit(repo, EDITOR, { ask });
    expect(exitCode).toBe(expected);
    expect(asked).toEqual(questions.map((question) => question.slice(0, 23)));
    expect(stderr).not.toContain("hunter2");
    expect(await plaintextOf(repo)).toBe(clusterYaml());
    expect(await left(repo)).toEqual(["keep"]);
  });

  it("saves a text with other mistakes when that is wanted", async () => {
    const repo = await start();
    const EDITOR = replacing(`"litellm_enabled: true"`, `"litellm_enabled: soon"`);
    expect((await edit(repo, EDITOR, { ask: async () => "s" })).exitCode).toBe(0);
    expect(await readable(repo)).toContain("litellm_enabled: soon\n");
  });

  it("shows the plaintext to its owner only", async () => {
    const repo = await start();
    const EDITOR = editor(
      `const mode = (p) => (fs.statSync(p).mode & 0o777).toString(8);
       fs.writeFileSync("modes", mode(path) + " " + mode(require("path").dirname(path)));`,
    );
    expect((await edit(repo, EDITOR)).exitCode).toBe(0);
    if (process.platform !== "win32") expect(await repo.read("modes")).toBe("600 700");
    expect((await stat(join(repo.root, "run"))).isDirectory()).toBe(true);
  });

  it("leaves a plain file to an editor", async () => {
    const repo = await started();
    expect(await found(repo, ["secrets", "edit"])).toMatchObject({
      exitCode: 0,
      problems: [{ code: "sops-not-encrypted", severity: "note" }],
    });
  });
});
