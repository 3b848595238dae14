import { contentHash } from "../output/hash.ts";
import type { UserFiles } from "./user-files.ts";

/** A template of ours as the user has it: `changed` when ours is no longer what it was when it was ejected. */
export interface Override {
  /** Below templates/apps. */
  readonly path: string;
  readonly state: "current" | "changed" | "unknown";
}

/** Texts of our templates, by the name that a user's template must have to win over it: `<app>/<file>.j2`. */
export type OurTemplates = ReadonlyMap<string, string>;

/** A template for the user's folder: ours, with a first line that tells later which version it was. */
export function stamped(text: string, version: string): string {
  return `#| from clusterloom ${version}, ${fingerprint(text)}; keep this line: doctor tells when ours has changed |#\n${text}`;
}

/** All templates of a user that stand in for one of ours. */
export function overrides({ templates }: Pick<UserFiles, "templates">, ours: OurTemplates): Override[] {
  return [...templates].flatMap(([path, text]): Override[] => {
    const source = ours.get(path);
    if (source === undefined) return [];
    const found = /^#\| from clusterloom \S+, ([0-9a-f]{16});/.exec(text)?.[1];
    if (found === undefined) return [{ path, state: "unknown" }];
    return [{ path, state: found === fingerprint(source) ? "current" : "changed" }];
  });
}

function fingerprint(text: string): string {
  return contentHash(text).slice(0, 16);
}
