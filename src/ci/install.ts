/** True for what npm clones and builds: a URL of Git, or a short name of a host that it knows. */
export function isGitSource(install: string): boolean {
  return (
    /^(git(\+\w+)?|github|gitlab|bitbucket):/.test(install) ||
    /\.git(#|$)/.test(install) ||
    /^[\w-]+\/[\w.-]+(#|$)/.test(install)
  );
}

/** A Git repository over HTTPS at a tag that is a version; undefined for any other source. */
export function taggedSource(install: string): { repository: string; version: string } | undefined {
  const [, repository, version] =
    /^git\+(https:\/\/[^#]+)#(v?\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(install) ?? [];
  return repository === undefined || version === undefined ? undefined : { repository, version };
}

/** True for a file or folder of the repository, which must be there before it can be installed. */
export function isPathSource(install: string): boolean {
  return /^[./]/.test(install);
}

/**
 * What npm installs of the repository behind a remote, at a commit: over HTTPS, since a CI has no key for SSH.
 * Undefined where the remote is on this machine.
 */
export function gitSource(remote: string, commit: string): string | undefined {
  const url = /^(?:https?|ssh):\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+?)\/?$/.exec(remote);
  const short = /^(?:[\w.-]+@)?([\w.-]{2,}):(?!\/\/)\/?(.+)$/.exec(remote);
  const [, host, path] = url ?? short ?? [];
  if (host === undefined || path === undefined) return undefined;
  return `git+https://${host}/${path.replace(/\.git$/, "")}.git#${commit}`;
}
