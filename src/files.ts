import type { Position } from "./problem.ts";

/**
 * One rendered file: its text, and for each of its lines the template position that printed it.
 * Text of a `*.sops.yaml` is plaintext and lives in memory only; the seal stage encrypts it.
 */
export interface RenderedFile {
  readonly text: string;
  readonly origins?: readonly (Position | undefined)[];
}

/** Rendered files by path, relative to the root, always with `/`. */
export type Files = ReadonlyMap<string, RenderedFile>;

/** True for a path whose content must be encrypted before it reaches the disk; sops' own `.sops.yaml` is not one. */
export function isSealedPath(path: string): boolean {
  return /[^/]\.sops\.ya?ml$/.test(path);
}
