import { access, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { loadConfig } from "../../src/config/load.ts";
import { desiredTree } from "../../src/configure/desired.ts";
import { judgeSettings } from "../../src/configure/settings.ts";
import { templates } from "../../src/generated/templates.js";
import { handoverPath } from "../../src/handover/page.ts";
import { builtIn } from "../../src/platform.ts";
import { hasErrors, type Problem } from "../../src/problem.ts";
import { compiledFrom } from "../../src/render/compiled.ts";

/** A Kubernetes object as it was rendered, secrets in plain. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly [field: string]: unknown;
}

/** What a cluster.yaml becomes, in memory only. */
export interface Platform {
  readonly name: string;
  /** Where its cluster.yaml is; absent where all was read from a cluster. */
  readonly file?: string;
  /** cluster.yaml as it was typed. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly manifests: readonly Manifest[];
  /** The hand-over page. */
  readonly handover: string;
}

const folders = ["tests/goldens", "tests/conformance/platforms"];

/** Every golden and every configuration of the suite's own, rendered. */
export async function allPlatforms(): Promise<Platform[]> {
  const files = (await Promise.all(folders.map(configurations))).flat();
  return Promise.all(files.map(async (file) => renderPlatform(file, await readFile(file, "utf8"))));
}

async function configurations(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.map(({ name }) => join(folder, name, "cluster.yaml")).sort();
  const there = await Promise.all(
    files.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  return files.filter((_file, index) => there[index]);
}

/** Runs the line up to the check stage. Throws when the configuration has errors. */
export function renderPlatform(file: string, text: string): Platform {
  const loaded = loadConfig(file, new TextEncoder().encode(text));
  const config = mustHave(loaded.value, loaded.problems);
  const judged = judgeSettings({ config, secrecy: "plain" }, loaded.problems, builtIn);
  const settings = mustHave(judged.value, judged.problems);
  const nobody = { namespaces: new Set<string>(), root: false, transforms: new Map() };
  const rendered = desiredTree(settings, compiledFrom(templates()), nobody);
  const { files } = mustHave(rendered.value, rendered.problems);
  const manifests = [...files].flatMap(([path, { text: content }]) =>
    /\.ya?ml$/.test(path) ? manifestsOf(content) : [],
  );
  const handover = files.get(handoverPath)?.text ?? "";
  return { name: nameOf(file), file, settings: config.settings, manifests, handover };
}

function mustHave<T>(value: T | undefined, problems: readonly Problem[]): T {
  if (value !== undefined && !hasErrors(problems)) return value;
  throw new Error(problems.map(({ code, message }) => `${code}: ${message}`).join("; "));
}

function nameOf(file: string): string {
  return file.split(/[/\\]/).at(-2) ?? file;
}

function manifestsOf(text: string): Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    const value: unknown = document.toJS();
    return isManifest(value) ? [value] : [];
  });
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === "object" && value !== null && "kind" in value && "metadata" in value;
}

/** The objects of a kind. */
export function ofKind({ manifests }: Platform, kind: string): Manifest[] {
  return manifests.filter((manifest) => manifest.kind === kind);
}

/** What a Secret or ConfigMap holds, by key. */
export function dataOf(manifest: Manifest): Record<string, string> {
  const { data = {}, stringData = {} } = manifest as {
    data?: Record<string, string>;
    stringData?: Record<string, string>;
  };
  const plain = manifest.kind === "Secret" ? decoded(data) : data;
  return { ...plain, ...stringData };
}

function decoded(data: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]),
  );
}
