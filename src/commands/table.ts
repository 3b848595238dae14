import type { Run } from "./command.ts";

/** A command as data; its code is loaded when it runs. */
export interface CommandEntry {
  /** `secrets generate` is the command `generate` of the group `secrets`. */
  readonly name: string;
  /** In commander's syntax: `[app...]`, `<key>`. */
  readonly arguments?: string;
  readonly summary: string;
  /** Flags and what they do, in commander's syntax. */
  readonly options?: readonly (readonly [flags: string, text: string])[];
  readonly load: () => Promise<{ run: Run<never> }>;
}

const context = ["--context <name>", "context of the kubeconfig (default: the current one)"] as const;
const prune = ["--prune <yes|no>", "delete files of ours that are no longer wanted (default: yes)"] as const;

const ciOptions = [
  ["--install <package>", "what npm installs in CI (default: the commit of the clone that this runs from)"],
  ["--with-key", "give CI the age key of its secret SOPS_AGE_KEY, so that secrets are compared, too"],
  ["--print", "write nothing; print it"],
  ["--force", "overwrite the file that is there"],
] as const;

/** Every command, in the order that the help prints them. */
export const commands: readonly CommandEntry[] = [
  {
    name: "init",
    summary: "make age.key, .sops.yaml and a cluster.yaml with every generated secret; overwrites nothing",
    options: [
      ["--from <file>", "start from this cluster.yaml instead of the sample"],
      ["--yes", "do not ask"],
      ["--post-quantum", "make a hybrid post-quantum age key (needs kustomize-controller 1.9)"],
    ],
    load: () => import("./init.ts"),
  },
  {
    name: "validate",
    summary: "check cluster.yaml: schema and rules",
    load: () => import("./validate.ts"),
  },
  {
    name: "configure",
    summary: "write the repository from cluster.yaml",
    options: [
      ["--check", "change nothing; exit 2 when something would change"],
      ["--dry-run", "change nothing; print what would change"],
      ["--force", "overwrite files that were edited by hand or are not ours"],
      prune,
    ],
    load: () => import("./configure.ts"),
  },
  {
    name: "diff",
    summary: "print what configure would change, with secrets masked; exit 2 when it would change something",
    load: () => import("./diff.ts"),
  },
  {
    name: "check",
    arguments: "[folder]",
    summary: "check a repository as it lies on disk, ours or not",
    options: [
      ["--schemas <dir>", "CRDs and JSON Schemas of further kinds (default: schemas/ in the folder)"],
    ],
    load: () => import("./check.ts"),
  },
  {
    name: "explain",
    arguments: "[key]",
    summary: "print a variable's value, where it comes from and what reads it",
    load: () => import("./explain.ts"),
  },
  {
    name: "handover",
    summary:
      "print what is left to do by hand for this configuration: DNS, buckets, clients, secrets, restore",
    load: () => import("./handover.ts"),
  },
  {
    name: "verify",
    arguments: "[app...]",
    summary: "ask the running platform whether it does what cluster.yaml says; changes nothing there",
    options: [
      ["--chat", "make every model answer once, which costs a little"],
      ["--via <forward|route>", "reach apps through the API server, or by their routes (default: forward)"],
      [
        "--resolve <address>",
        "where public names lead to before DNS knows them; HOST=ADDRESS for one of them",
      ],
      context,
      ["--timeout <duration>", "how long one check may take (default: 30s)"],
      ["--report <file>", "write a page of HTML to keep"],
      ["--yes", "do not ask whether it is the right cluster"],
    ],
    load: () => import("./verify.ts"),
  },
  {
    name: "secrets generate",
    summary: "make the secrets that cluster.yaml lacks and clusterloom can make; replaces none",
    options: [["--dry-run", "only name them"]],
    load: () => import("./secrets-generate.ts"),
  },
  {
    name: "secrets rotate",
    arguments: "<key...>",
    summary: "replace secrets that clusterloom made by new ones",
    options: [["--yes", "do not ask"]],
    load: () => import("./secrets-rotate.ts"),
  },
  {
    name: "secrets encrypt",
    summary: "encrypt the secrets of cluster.yaml in place, so that it can be committed",
    options: [["--ignore-mac", "accept that encrypted values were removed or put back by hand"]],
    load: () => import("./secrets-encrypt.ts"),
  },
  {
    name: "secrets decrypt",
    summary: "print cluster.yaml with its secrets decrypted",
    options: [["--in-place", "write it back instead, and list it in .gitignore"]],
    load: () => import("./secrets-decrypt.ts"),
  },
  {
    name: "secrets edit",
    summary: "edit an encrypted cluster.yaml in your editor, decrypted while that is open",
    load: () => import("./secrets-edit.ts"),
  },
  {
    name: "secrets updatekeys",
    summary: "bring every encrypted file up to the recipients that .sops.yaml names",
    options: [["--dry-run", "only name the files"]],
    load: () => import("./secrets-updatekeys.ts"),
  },
  {
    name: "secrets status",
    summary: "list secrets and encrypted files: set or missing, for whom, readable here or not",
    load: () => import("./secrets-status.ts"),
  },
  {
    name: "eject",
    arguments: "[app] [template...]",
    summary: "copy our templates of an app into templates/apps for editing; without an app, list them",
    options: [["--diff", "copy nothing; print how yours differ from ours"]],
    load: () => import("./eject.ts"),
  },
  {
    name: "ci github",
    summary: "write a workflow that validates pull requests and shows what would change; needs no secret",
    options: ciOptions,
    load: () => import("./ci-github.ts"),
  },
  {
    name: "ci gitlab",
    summary: "write the same as a job for merge requests of GitLab",
    options: ciOptions,
    load: () => import("./ci-gitlab.ts"),
  },
  {
    name: "docs",
    summary: "print the reference of all settings as Markdown",
    options: [
      ["--app <app>", "of this app only"],
      ["--schema", "print the JSON Schema instead, as editors take it"],
    ],
    load: () => import("./docs.ts"),
  },
  {
    name: "doctor",
    summary: "look for what is wrong with this machine and the repository; changes nothing",
    load: () => import("./doctor.ts"),
  },
  {
    name: "reconcile",
    arguments: "[app...]",
    summary: "let Flux apply what is pushed, follow it, and tell the reason of whatever is not ready",
    options: [
      context,
      ["--timeout <duration>", "how long to wait, such as 90s, 10m or 1h (default: 10m)"],
      ["--watch", "go on watching when everything is ready or has failed"],
      ["--preflight-only", "only look whether it can work; touch nothing"],
      ["--yes", "do not ask whether it is the right cluster"],
    ],
    load: () => import("./reconcile.ts"),
  },
  {
    name: "suspend",
    arguments: "<app...>",
    summary: "keep Flux from acting upon an app until it is resumed",
    options: [context, ["--yes", "do not ask whether it is the right cluster"]],
    load: () => import("./suspend.ts"),
  },
  {
    name: "resume",
    arguments: "<app...>",
    summary: "let Flux act upon a suspended app again",
    options: [context, ["--yes", "do not ask whether it is the right cluster"]],
    load: () => import("./resume.ts"),
  },
  {
    name: "bootstrap",
    summary: "wire a cluster to the repository once: age key, GitRepository, root Kustomization",
    options: [
      context,
      ["--url <url>", "URL of the Git repository as the cluster reaches it (default: repository_url)"],
      ["--branch <branch>", "branch to follow (default: repository_branch)"],
      ["--source-secret <name>", "Secret in Flux's namespace with credentials for a private repository"],
      ["--dry-run", "only show what would be applied"],
      ["--yes", "do not ask"],
    ],
    load: () => import("./bootstrap.ts"),
  },
  {
    name: "completion",
    arguments: "<shell>",
    summary: "print a script that completes commands in bash, zsh or fish",
    load: () => import("./completion.ts"),
  },
];
