import { expect, it } from "vitest";
import { clusterYaml, platform, started } from "../line/platform.ts";
import type { Repository } from "../line/repository.ts";
import { sealedRepository, typeIn } from "./sealed.ts";

const typed = "hunter2-typed-by-hand";
const values = [
  typed,
  ...Object.entries(platform).flatMap(([name, value]) =>
    /_(key|password)$/.test(name) ? [String(value)] : [],
  ),
];

async function withTyped(): Promise<Repository> {
  const repo = await sealedRepository();
  await typeIn(repo, "litellm_ui_password", typed);
  await typeIn(repo, "litellm_db_password", typed);
  return repo;
}

async function withoutKey(): Promise<Repository> {
  const repo = await withTyped();
  await repo.remove("age.key");
  return repo;
}

/** A file of which every line is wrong in one way or another. */
function broken(): Promise<Repository> {
  const lines = values.map((value, index) => `litellm_salt_kye${index}: ${value}`);
  return started(
    `${clusterYaml()}litellm_slack_webhook_url: [${typed}]\n# litellm_ui_password: ${typed}\n${lines.join("\n")}\n`,
  );
}

const commands = [
  ["validate"],
  ["configure", "--check"],
  ["explain"],
  ["explain", "litellm_db_password"],
  ["secrets", "generate", "--dry-run"],
  ["secrets", "rotate", "litellm_salt_key", typed],
  ["secrets", "status"],
  ["secrets", "updatekeys", "--dry-run"],
  ["secrets", "edit"],
  ["secrets", "encrypt"],
  ["secrets", "rotate", "litellm_db_password", "--yes"],
  ["secrets", "generate"],
  ["secrets", "updatekeys"],
  ["secrets", "decrypt", "--in-place"],
];

it.each([
  ["plain", started],
  ["encrypted", sealedRepository],
  ["encrypted with secrets typed in", withTyped],
  ["encrypted for others", withoutKey],
  ["full of mistakes", broken],
])("no command prints a secret of a cluster.yaml that is %s", async (_what, start) => {
  for (const format of ["text", "json", "github", "gitlab", "sarif"]) {
    const repo = await start();
    for (const command of commands) {
      const io = { env: { EDITOR: "no-such-editor-here" } };
      const { stdout, stderr } = await repo.run(["--format", format, "-v", ...command], io);
      const secrets = values.filter((value) => value !== typed || !command.includes(typed));
      const shown = secrets.filter((value) => `${stdout}${stderr}`.includes(value));
      expect({ command, format, shown }).toEqual({ command, format, shown: [] });
    }
  }
});

it("no file but age.key and a plain cluster.yaml holds a secret", async () => {
  const repo = await sealedRepository();
  for (const command of [["configure"], ["secrets", "updatekeys"], ["secrets", "encrypt"]])
    await repo.run(command);
  const leaks = Object.entries(await repo.tree()).filter(([, text]) =>
    values.some((value) => text.includes(value)),
  );
  expect(leaks.map(([path]) => path)).toEqual([]);
});
