import { dirname, isAbsolute, join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import type { Outcome, Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";

/**
 * Several kubeconfigs as one, as kubectl merges them: of what has the same name in two the first one counts, and so does
 * the first current context. Problems: `kubeconfig-invalid` for each file that is none.
 */
export function mergedKubeconfigs(files: readonly string[]): Outcome<KubeConfig> {
  const read = files.map(readOne);
  const problems = read.flatMap((one) => one.problems);
  if (problems.length > 0) return { value: undefined, problems };
  const configs = read.flatMap(({ value }) => value ?? []);
  const merged = new KubeConfig();
  merged.loadFromOptions({
    clusters: unique(configs.flatMap((config) => config.getClusters())),
    users: unique(configs.flatMap((config) => config.getUsers())),
    contexts: unique(configs.flatMap((config) => config.getContexts())),
    currentContext: configs.map((config) => config.getCurrentContext()).find((name) => name) ?? "",
  });
  return { value: merged, problems: [] };
}

function unique<T extends { readonly name: string }>(named: readonly T[]): T[] {
  const names = new Set<string>();
  return named.filter(({ name }) => !names.has(name) && names.add(name));
}

function readOne(file: string): Outcome<KubeConfig> {
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (error) {
    return { value: undefined, problems: [invalid(file, error)] };
  }
  for (const { exec } of config.getUsers()) if (exec) exec.command = commandIn(dirname(file), exec.command);
  return { value: config, problems: [] };
}

/** A program named by a relative path lies beside the kubeconfig; one named by a word alone is looked for. */
function commandIn(folder: string, command: unknown): unknown {
  if (typeof command !== "string" || !/[/\\]/.test(command) || isAbsolute(command)) return command;
  return join(folder, command);
}

/** The parser's message may quote the file, which holds keys: no more than the place is told. */
function invalid(file: string, error: unknown): Problem {
  const {
    code,
    message = "",
    mark,
    name,
    path,
  } = error as NodeJS.ErrnoException & { mark?: { line?: number } };
  const lacking = /^(clusters|users|contexts)\[\d+\]\.[\w.]+ is missing$/.test(message) ? message : undefined;
  const isYaml = name === "YAMLException";
  const line = mark?.line === undefined ? "" : `, line ${mark.line + 1}`;
  const named = code !== undefined && path !== undefined && path !== file ? `${code} at ${path}` : code;
  const why = named ?? lacking ?? (isYaml ? `it is no YAML${line}` : "it is empty or no mapping");
  return {
    code: "kubeconfig-invalid",
    severity: "error",
    message: `the kubeconfig ${clean(file)} cannot be read: ${clean(why)}`,
    hint: "try kubectl config view, or name another file in KUBECONFIG",
  };
}
