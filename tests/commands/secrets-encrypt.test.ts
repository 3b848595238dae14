import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { OWNER } from "../line/identity.ts";
import { clusterYaml, platform, started } from "../line/platform.ts";
import { found, places } from "../line/problems.ts";
import { LATER } from "../line/run.ts";
import { changedKeys, plaintextOf, sealedRepository, typeIn } from "./sealed.ts";

const later = { now: () => LATER };
const commented = `# first\n${clusterYaml().replace("litellm_enabled:", "# keep me\nlitellm_enabled:")}`;

describe("secrets encrypt", () => {
  it("encrypts the secrets of a plain file, and nothing else of it", async () => {
    const repo = await started(commented, { ".gitignore": "/age.key\n/cluster.yaml\nmine\n" });
    expect(await found(repo, ["secrets", "encrypt"])).toMatchObject({ exitCode: 0, problems: [] });
    const text = await repo.read("cluster.yaml");
    const [body = ""] = text.split(/^sops:/m);
    const secrets = ["key", "password"].flatMap((end) =>
      Object.keys(platform).filter((name) => name.endsWith(`_${end}`)),
    );
    expect(
      changedKeys(commented, body)
        .filter((key) => key !== "")
        .sort(),
    ).toEqual(secrets.sort());
    expect(await plaintextOf(repo)).toBe(commented);
    expect(await repo.read(".gitignore")).toBe("/age.key\nmine\n");
  });

  it("changes no byte the second time", async () => {
    const repo = await sealedRepository(commented);
    const before = await repo.tree();
    expect(await found(repo, ["secrets", "encrypt"], later)).toMatchObject({ exitCode: 0, problems: [] });
    expect(await repo.tree()).toEqual(before);
  });

  it("leaves validate and configure content", async () => {
    const plain = await started();
    await plain.run(["configure"]);
    await plain.run(["secrets", "encrypt"]);
    expect((await plain.run(["configure", "--check"])).exitCode).toBe(0);
    expect(await found(plain, ["validate"])).toMatchObject({ exitCode: 0, problems: [] });
  });

  it.each([
    ["a mistyped name", `${clusterYaml()}litellm_slat_key: hunter2\n`, ["13:1 unknown-setting"]],
    ["text that is no YAML", 'a: "\n', ["1:4 unclosed-quote"]],
    ["a list", "- a\n", ["1:1 not-a-map"]],
  ])("refuses %s, below which a secret would stay readable", async (_what, text, expected) => {
    const repo = await started(text);
    const { exitCode, problems } = await found(repo, ["secrets", "encrypt"]);
    expect({ exitCode, problems: places(problems) }).toEqual({ exitCode: 1, problems: expected });
    expect(await repo.read("cluster.yaml")).toBe(text);
  });

  it("warns of a secret in a comment", async () => {
    const repo = await started(`# litellm_ui_password: hunter2\n${clusterYaml()}`);
    const { exitCode, problems } = await found(repo, ["secrets", "encrypt"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 0,
      problems: ["1:3 secret-in-comment warning"],
    });
  });
});

describe("a secret typed into an encrypted file", () => {
  it.each([
    ["new", "litellm_ui_password", "hunter2-hunter2", []],
    ["in place of another", "litellm_db_password", "hunter2-hunter2", ["sops-mac-not-checked"]],
  ])("%s: is named by validate and configure, and encrypted alone", async (_what, name, value, warned) => {
    const repo = await sealedRepository();
    await typeIn(repo, name, value);
    for (const command of ["validate", "configure"]) {
      const { exitCode, problems } = await found(repo, [command]);
      expect({ exitCode, codes: problems.map(({ code }) => code) }).toEqual({
        exitCode: 1,
        codes: ["secret-not-sealed"],
      });
    }
    const before = await repo.read("cluster.yaml");
    const { exitCode, problems, document } = await found(repo, ["secrets", "encrypt"], later);
    expect({ exitCode, codes: problems.map(({ code }) => code) }).toEqual({ exitCode: 0, codes: warned });
    expect(document).toMatchObject({ encrypted: [name], written: ["cluster.yaml"] });
    expect(changedKeys(before, await repo.read("cluster.yaml"))).toEqual([name, "lastmodified", "mac"]);
    expect(await plaintextOf(repo)).toContain(`${name}: ${value}\n`);
  });

  it("is seen without a key, too", async () => {
    const repo = await sealedRepository();
    await typeIn(repo, "litellm_ui_password", "hunter2-hunter2");
    await repo.remove("age.key");
    const { exitCode, problems } = await found(repo, ["validate"]);
    expect(exitCode).toBe(1);
    expect(problems.map(({ code }) => code)).toEqual(["secret-not-sealed", "secrets-not-compared"]);
  });

  it.each([["generate"], ["rotate", "litellm_db_password", "--yes"], ["updatekeys"], ["decrypt"], ["edit"]])(
    "comes before secrets %s",
    async (...command) => {
      const repo = await sealedRepository();
      await typeIn(repo, "litellm_ui_password", "hunter2-hunter2");
      const before = await repo.tree();
      const { exitCode, problems } = await found(repo, ["secrets", ...command]);
      expect({ exitCode, codes: problems.map(({ code }) => code) }).toEqual({
        exitCode: 1,
        codes: ["secret-not-sealed"],
      });
      expect(await repo.tree()).toEqual(before);
    },
  );
});

describe("an encrypted value that was taken out by hand", () => {
  it("is refused until its owner says otherwise", async () => {
    const repo = await sealedRepository();
    const before = await repo.read("cluster.yaml");
    await repo.put({ "cluster.yaml": before.replace(/^azure_openai_us_east_api_key:.*\n/m, "") });
    for (const command of [["validate"], ["configure"], ["secrets", "encrypt"]]) {
      const { exitCode, problems } = await found(repo, command);
      expect({ exitCode, codes: problems.map(({ code }) => code) }).toMatchObject({
        exitCode: 1,
        codes: expect.arrayContaining(["sops-mac-mismatch"]),
      });
    }
    expect((await repo.run(["secrets", "encrypt", "--ignore-mac"], later)).exitCode).toBe(0);
    expect(await plaintextOf(repo)).toBe(clusterYaml({ azure_openai_us_east_api_key: undefined }));
  });
});

describe("the rule in .sops.yaml", () => {
  const rule = (lines: string) => ({
    ".sops.yaml": `creation_rules:\n${lines}    age: ${OWNER.recipient}\n`,
  });

  it.each([
    ["matches another file", rule("  - path_regex: talos/.*\n"), "sops-no-rule"],
    ["leaves secrets in plain text", rule("  - encrypted_regex: ^(data)$\n"), "sops-rule-leaves-plain"],
  ])("that %s is left alone, and the one to add is printed", async (_what, files, code) => {
    const repo = await started(clusterYaml(), files);
    const { exitCode, stdout } = await repo.run(["secrets", "encrypt"]);
    expect(exitCode).toBe(1);
    expect((await found(repo, ["secrets", "encrypt"])).problems.map((one) => one.code)).toEqual([code]);
    expect(await repo.read(".sops.yaml")).toBe(files[".sops.yaml"]);
    const [head = "", ...rest] = files[".sops.yaml"].split("\n");
    await repo.put({ ".sops.yaml": `${head}\n${stdout}${rest.join("\n")}` });
    expect((await repo.run(["secrets", "encrypt"])).exitCode).toBe(0);
  });

  it("that init made learns secret settings which came since", async () => {
    const repo = await started();
    const complete = await repo.read(".sops.yaml");
    await repo.put({ ".sops.yaml": complete.replace("|litellm_salt_key", "") });
    const { exitCode, problems } = await found(repo, ["secrets", "encrypt"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 0,
      problems: ["sops-rule-widened note"],
    });
    expect(await repo.read(".sops.yaml")).toBe(complete);
  });

  it("that encrypts everything is followed with a warning, and needs a key to be validated", async () => {
    const repo = await started(clusterYaml(), rule("  - mac_only_encrypted: true\n"));
    const { exitCode, problems } = await found(repo, ["secrets", "encrypt"]);
    expect({ exitCode, codes: problems.map(({ code }) => code) }).toEqual({
      exitCode: 0,
      codes: ["sops-rule-wide"],
    });
    expect((await found(repo, ["validate"])).problems).toEqual([]);
    await repo.remove("age.key");
    expect((await found(repo, ["validate"])).exitCode).toBe(0);
  });
});

describe("secrets decrypt", () => {
  it("prints the plaintext, whatever the file is", async () => {
    const repo = await started(commented);
    expect((await repo.run(["secrets", "decrypt"])).stdout).toBe(commented);
    await repo.run(["secrets", "encrypt"]);
    expect((await repo.run(["secrets", "decrypt"])).stdout).toBe(commented);
    expect((await repo.run(["--format", "github", "secrets", "decrypt"])).exitCode).toBe(3);
  });

  it("puts it back for its owner only, and out of Git's sight", async () => {
    const repo = await sealedRepository(commented);
    const { exitCode, problems } = await found(repo, ["secrets", "decrypt", "--in-place"]);
    expect({ exitCode, problems: places(problems) }).toEqual({
      exitCode: 0,
      problems: ["1:1 plaintext-on-disk warning"],
    });
    expect(await repo.read("cluster.yaml")).toBe(commented);
    expect(await repo.read(".gitignore")).toBe("/cluster.yaml\n");
    if (process.platform !== "win32")
      expect((await stat(join(repo.root, "cluster.yaml"))).mode & 0o777).toBe(0o600);
  });
});
