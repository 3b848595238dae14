import { describe, expect, it } from "vitest";
import type { RunGit } from "../../src/doctor/git.ts";
import { askCheckout, type Followed } from "../../src/preflight/checkout.ts";

const head = "1".repeat(40);
const other = "2".repeat(40);

/** Answers of git by the beginning of its arguments; what is left out fails. */
function git(answers: Readonly<Record<string, string | undefined>>): RunGit {
  return async (args) => {
    const found = Object.entries(answers).find(([start]) => args.join(" ").startsWith(start))?.[1];
    return { failed: found === undefined, stdout: found ?? "" };
  };
}

const origin = "git@example.com:me/home.git";
const usual = {
  "rev-parse --is-inside-work-tree": "true\n",
  "rev-parse --verify": `${head}\n`,
  "rev-parse --show-prefix": "\n",
  "symbolic-ref": "main\n",
  remote: `origin\t${origin} (fetch)\norigin\t${origin} (push)\n`,
  status: " M kubernetes/a b.yaml\0?? new.txt\0",
  "ls-remote --heads origin refs/heads/main": `${head}\trefs/heads/main\n`,
};
const two = `mine\thttps://example.com/me/mine (fetch)\n${usual.remote}`;
const mine = { "ls-remote --heads mine refs/heads/main": `${other}\tx\n` };
const followed = { branch: "main", url: "https://example.com/me/home" };

describe("askCheckout", () => {
  it("tells branch, commit, changes and what the remote has", async () => {
    expect(await askCheckout(git(usual), followed)).toEqual({
      branch: "main",
      commit: head,
      dirty: ["kubernetes/a b.yaml", "new.txt"],
      folder: "",
      remote: { url: origin, isFollowed: true },
      pushed: head,
    });
  });

  it.each<[string, Readonly<Record<string, string | undefined>>, object, Partial<Followed>]>([
    [
      "the remote of the branch, where nobody says what is followed",
      { ...usual, ...mine, remote: two, "config --get branch.main.remote": "mine\n" },
      { pushed: other, remote: { url: "https://example.com/me/mine", isFollowed: undefined } },
      { url: undefined },
    ],
    [
      "the remote that is followed, whatever the branch belongs to",
      { ...usual, ...mine, remote: two, "config --get branch.main.remote": "mine\n" },
      { pushed: head, remote: { url: origin, isFollowed: true } },
      {},
    ],
    [
      "the only remote, by whatever name",
      { ...usual, ...mine, remote: two.split("\n")[0] },
      { pushed: other, remote: { url: "https://example.com/me/mine", isFollowed: false } },
      {},
    ],
    [
      "no remote, where there is none",
      { ...usual, remote: "" },
      { pushed: "unknown", remote: undefined },
      {},
    ],
    [
      "a branch whose upstream has another name",
      { ...usual, "symbolic-ref": "deploy\n", "config --get branch.deploy.merge": "refs/heads/main\n" },
      { branch: "main", pushed: head },
      {},
    ],
    [
      "a detached HEAD",
      { ...usual, "symbolic-ref": undefined },
      { branch: "a detached HEAD", pushed: head },
      {},
    ],
    [
      "a folder of the repository",
      { ...usual, "rev-parse --show-prefix": "clusters/home/\n" },
      { folder: "clusters/home" },
      {},
    ],
    ["a status that takes too long", { ...usual, status: undefined }, { dirty: "unknown" }, {}],
    [
      "a remote without the branch",
      { ...usual, "ls-remote --heads origin refs/heads/main": "" },
      { pushed: undefined },
      {},
    ],
    [
      "a remote that fails",
      { ...usual, "ls-remote --heads origin refs/heads/main": undefined },
      { pushed: "unknown" },
      {},
    ],
  ])("knows %s", async (_title, answers, found, change) => {
    expect(await askCheckout(git(answers), { ...followed, ...change })).toMatchObject(found);
  });

  it("says where there is no git, and no repository", async () => {
    expect(await askCheckout(async () => undefined, followed)).toBe("missing");
    expect(await askCheckout(git({}), followed)).toBe("none");
  });
});
