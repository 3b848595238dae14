/** A released version of LiteLLM. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** What an image tag says: a release in today's or in the former spelling, a tag that moves, or nothing. */
export type Tag =
  | { readonly kind: "release"; readonly version: Version }
  | { readonly kind: "legacy"; readonly version: Version }
  | { readonly kind: "moving" }
  | { readonly kind: "unknown" };

const release = /^v?(\d+)\.(\d+)\.(\d+)(?:-rc\.\d+)?$/;
/** Up to 1.83: `main-v1.80.8-stable.1`, `v1.83.3-stable.patch.2`, `main-v1.75.0-nightly`. */
const legacy = /^(?:[a-z]+-)*v(\d+)\.(\d+)\.(\d+)(?:[-.](?:stable|nightly|rc|patch|dev|\d+))*$/;
const moving = /^(?:latest|lts|stable|dev|nightly|main|(?:main|litellm)-[a-z_-]+)$/;

/** Reads an image tag. */
export function parseTag(tag: string): Tag {
  const today = release.exec(tag);
  if (today) return { kind: "release", version: versionOf(today) };
  const former = legacy.exec(tag);
  if (former) return { kind: "legacy", version: versionOf(former) };
  return { kind: moving.test(tag) ? "moving" : "unknown" };
}

/** The version that a tag names, if it names one. */
export function versionOfTag(tag: string): Version | undefined {
  const parsed = parseTag(tag);
  return "version" in parsed ? parsed.version : undefined;
}

/** Negative when `one` is older than `other`, 0 when they are the same. */
export function compareVersions(one: Version, other: Version): number {
  return one.major - other.major || one.minor - other.minor || one.patch - other.patch;
}

/** True when the version is in [from, to], both included. */
export function within(version: Version, from: string, to: string): boolean {
  return !olderThan(version, from) && compareVersions(version, parse(to)) <= 0;
}

/** True when the version is older than the one written as `1.2.3`. */
export function olderThan(version: Version, other: string): boolean {
  return compareVersions(version, parse(other)) < 0;
}

/** `repository:tag`, with the digest when there is one. */
export function imageReference(repository: string, tag: string, digest: string | null): string {
  return `${repository}:${pinnedTag(tag, digest)}`;
}

/** `tag@digest`: how the app-template chart wants both. */
export function pinnedTag(tag: string, digest: string | null): string {
  return digest ? `${tag}@${digest}` : tag;
}

function parse(text: string): Version {
  const match = release.exec(text);
  if (!match) throw new Error(`not a version: ${text}`);
  return versionOf(match);
}

function versionOf([, major, minor, patch]: RegExpExecArray): Version {
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}
