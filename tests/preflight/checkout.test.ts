import { describe, expect, it } from "vitest";
import type { RunGit } from "../../src/doctor/git.ts";
import { askCheckout } from "../../src/preflight/checkout.ts";

const head = "1".repeat(40);

/** Answers of git by the beginning of its arguments; what is left out fails. */
function git(answers: Readonly<Record<string, string>>): RunGit {
  return async (args) => {
    const found = Object.entries(answers).find(([start]) => args.join(" ").startsWith(start));
    return { failed: found === undefined, stdout: found?.[1] ?? "" };
  };
}

const usual = {
  "rev-parse --is-inside-work-tree": "true\n",
  "rev-parse --verify": `${head}\n`,
  "symbolic-ref": "main\n",
  status: " M kubernetes/a b.yaml\0?? new.txt\0",
  "ls-remote --heads origin refs/heads/main": `${head}\trefs/heads/main\n`,
};

describe("askCheckout", () => {
  it("tells branch, commit, changes and what the remote has", async () => {
    expect(await askCheckout(git(usual), undefined)).toEqual({
      branch: "main",
      commit: head,
      dirty: ["kubernetes/a b.yaml", "new.txt"],
      pushed: head,
    });
  });

  it.each([
    [
      "the remote of the branch",
      {
        ...usual,
        "config --get branch.main.remote": "mine\n",
        "ls-remote --heads mine": `${"2".repeat(40)}\tx\n`,
      },
      "2".repeat(40),
    ],
    ["a remote without the branch", { ...usual, "ls-remote --heads origin refs/heads/main": "" }, undefined],
    ["a remote that fails", { ...usual, "ls-remote --heads origin refs/heads/main": undefined }, "unknown"],
  ])("asks %s", async (_title, answers, pushed) => {
    const given = Object.entries(answers).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const found = await askCheckout(git(Object.fromEntries(given)), undefined);
    expect(found).toMatchObject({ pushed });
  });

  it("says where there is no git, and no repository", async () => {
    expect(await askCheckout(async () => undefined, "main")).toBe("missing");
    expect(await askCheckout(git({}), "main")).toBe("none");
  });
});
