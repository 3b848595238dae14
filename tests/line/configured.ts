import { clusterYaml, started } from "./platform.ts";
import { found, places } from "./problems.ts";
import { type Repository, repository } from "./repository.ts";
import type { Texts } from "./texts.ts";

/** A new repository that `made` would make; it is made once, and the other times its files are copied. */
export function copies(made: () => Promise<Repository>): () => Promise<Repository> {
  let first: Promise<Texts> | undefined;
  return async () => {
    first ??= made().then((repo) => repo.tree());
    return repository(await first);
  };
}

/** A repository of the platform in which `configure` has run, without a word. */
export const configured = copies(async () => {
  const repo = await started(clusterYaml());
  const { exitCode, problems } = await found(repo, ["configure"]);
  if (exitCode !== 0 || problems.length > 0) throw new Error(places(problems).join("\n"));
  return repo;
});
