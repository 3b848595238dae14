import { isGitSource, taggedSource } from "./install.ts";

/** What a CI workflow is made for. */
export interface Choices {
  /** What npm installs, such as `clusterloom@0.1.0`, a Git repository at a commit, a URL or a path in the repository. */
  readonly install: string;
  /** True where CI gets the key that opens secrets, so that their values are compared as well. */
  readonly key: boolean;
  /** Where the settings are, relative to the root; undefined for `cluster.yaml`. */
  readonly config?: string;
}

/** A package of the registry at an exact version; undefined for any other source. */
export function registryVersion(install: string): string | undefined {
  return /^clusterloom@(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(install)?.[1];
}

/** True for what a shell and YAML take as one plain word; nothing else may get into a workflow. */
export function isPlainWord(text: string): boolean {
  return /^[A-Za-z0-9@./][A-Za-z0-9@:/._+#=-]*$/.test(text);
}

/** The settings as a person calls them. */
export function configName({ config = "cluster.yaml" }: Choices): string {
  return config;
}

/** What to do where the tree is not what the settings say. */
export function staleMessage(choices: Choices): string {
  return `the tree is not what ${configName(choices)} says: run clusterloom configure, and commit what it writes`;
}

/** What is installed, split where a version of it stands that Renovate can raise. */
interface Source {
  /** What npm is asked for, as a word of the shell. */
  readonly word: string;
  readonly lines: readonly string[];
}

function sourceOf(install: string): Source {
  const version = registryVersion(install);
  if (version !== undefined)
    return { word: '"clusterloom@$CLUSTERLOOM_VERSION"', lines: versionLines("npm", "", version) };
  const tag = taggedSource(install);
  if (tag === undefined)
    return { word: '"$CLUSTERLOOM"', lines: [`CLUSTERLOOM: ${JSON.stringify(install)}`] };
  const { repository, version: name } = tag;
  return {
    word: `"git+${repository}#$CLUSTERLOOM_VERSION"`,
    lines: versionLines("git-tags", ` packageName=${repository}`, name),
  };
}

function versionLines(datasource: string, more: string, version: string): string[] {
  return [
    `# renovate: datasource=${datasource} depName=clusterloom${more}`,
    `CLUSTERLOOM_VERSION: ${JSON.stringify(version)}`,
  ];
}

/** The environment of every step: Renovate finds the version by the comment above it. */
export function environmentLines({ install, config }: Choices, indent: string): string[] {
  const named = config === undefined ? [] : [`CLUSTERLOOM_CONFIG: ${JSON.stringify(config)}`];
  return [...sourceOf(install).lines, ...named].map((line) => indent + line);
}

/**
 * The command that installs it. Scripts of packages are not run, except for a Git repository, which npm builds first;
 * it does so only below a folder of its own, given as `prefix`, because `--global` would reach into the build.
 */
export function installCommand({ install }: Choices, prefix: string): string {
  const quiet = "--no-audit --no-fund";
  const { word } = sourceOf(install);
  return isGitSource(install)
    ? `npm install --prefix ${prefix} ${quiet} ${word}`
    : `npm install --global --ignore-scripts ${quiet} ${word}`;
}
