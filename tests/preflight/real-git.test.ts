import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { gitIn } from "../../src/commands/git.ts";
import { askCheckout } from "../../src/preflight/checkout.ts";
import { inRepository } from "../own-apps/repository.ts";

const identity = [
  "-c",
  "user.name=test",
  "-c",
  "user.email=test@example.com",
  "-c",
  "protocol.file.allow=always",
];

interface Made {
  /** Where the root is. */
  readonly root: string;
  readonly found: object;
}

/** Each makes a checkout of `home.git` in a folder where that and its clone `main` are. */
const ways: [string, (folder: string, git: (at: string, ...args: string[]) => void) => Made][] = [
  ["the top of a clone", (folder) => ({ root: join(folder, "main"), found: { branch: "main", folder: "" } })],
  [
    "a shallow clone",
    (folder, git) => {
      git(folder, "clone", "-q", "--depth=1", pathToFileURL(join(folder, "me", "home.git")).href, "shallow");
      return { root: join(folder, "shallow"), found: { branch: "main", folder: "" } };
    },
  ],
  [
    "a detached HEAD",
    (folder, git) => {
      git(join(folder, "main"), "checkout", "-q", "--detach");
      return { root: join(folder, "main"), found: { branch: "a detached HEAD", folder: "" } };
    },
  ],
  [
    "a worktree on a branch that follows main",
    (folder, git) => {
      git(join(folder, "main"), "worktree", "add", "-q", "--track", "-b", "side", "../side", "origin/main");
      return { root: join(folder, "side"), found: { branch: "main", folder: "" } };
    },
  ],
  [
    "a submodule",
    (folder, git) => {
      git(folder, "init", "-q", "outer");
      git(join(folder, "outer"), "submodule", "--quiet", "add", join(folder, "me", "home.git"), "home");
      return { root: join(folder, "outer", "home"), found: { branch: "main", folder: "" } };
    },
  ],
  [
    "a folder of the repository",
    (folder) => {
      mkdirSync(join(folder, "main", "clusters", "home"), { recursive: true });
      return { root: join(folder, "main", "clusters", "home"), found: { folder: "clusters/home" } };
    },
  ],
];

it.each(ways)("askCheckout understands %s", (_title, make) =>
  inRepository({}, async ({ root: folder }) => {
    const git = (at: string, ...args: string[]) =>
      void execFileSync("git", [...identity, ...args], { cwd: at, stdio: ["ignore", "ignore", "pipe"] });
    git(folder, "init", "-q", "--bare", "--initial-branch=main", join("me", "home.git"));
    git(folder, "clone", "-q", join("me", "home.git"), "main");
    git(join(folder, "main"), "symbolic-ref", "HEAD", "refs/heads/main");
    writeFileSync(join(folder, "main", "cluster.yaml"), "");
    git(join(folder, "main"), "add", "--all");
    git(join(folder, "main"), "commit", "-q", "-m", "all");
    git(join(folder, "main"), "push", "-q", "-u", "origin", "main");
    const { root, found } = make(folder, git);
    const url = "https://example.com/me/home";
    const checkout = await askCheckout(gitIn(root, 15_000), { branch: "main", url });
    expect(checkout).toMatchObject({ ...found, remote: { isFollowed: true }, dirty: [] });
    expect(checkout).toMatchObject({ pushed: (checkout as { commit: string }).commit });
  }),
);
