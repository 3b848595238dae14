import { mkdir, readFile, rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { execa } from "execa";
import type { Context } from "./context.ts";
import { exists } from "./exists.ts";

/** A tool that has a Go module of its own below tests/conformance/go, because `go install` refuses it. */
export interface GoModule {
  /** Folder, and name of the binary. */
  readonly name: string;
  /** The module that its go.mod pins. */
  readonly module: string;
  /** What to build. */
  readonly target: string;
}

export interface GoBinary {
  readonly path: string;
  readonly version: string;
}

const executable = process.platform === "win32" ? ".exe" : "";

/** The tool from the cache, or built now. Throws an error that says why when Go is missing or the build fails. */
export function goModule(context: Context, wanted: GoModule): Promise<GoBinary> {
  return context.once(`go ${wanted.name}`, () => builtModule(context, wanted));
}

async function builtModule(context: Context, { name, module, target }: GoModule): Promise<GoBinary> {
  const source = resolve("tests/conformance/go", name);
  const version = await pinned(join(source, "go.mod"), module);
  const folder = join(context.cache, "go", `${name}-v${version}`);
  const path = join(folder, name + executable);
  if (await exists(path)) return { path, version };
  context.log(`building ${name} ${version}; this takes minutes`);
  await mkdir(folder, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await execa("go", ["build", "-mod=readonly", "-trimpath", "-ldflags=-s -w", "-o", unfinished, target], {
    cwd: source,
    env: { CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false" },
    stdin: "ignore",
  });
  await rename(unfinished, path);
  return { path, version };
}

async function pinned(goMod: string, module: string): Promise<string> {
  const lines = (await readFile(goMod, "utf8"))
    .split("\n")
    .map((line) => line.trim().replace(/^require /, ""));
  const line = lines.find((text) => text.startsWith(`${module} v`));
  if (!line) throw new Error(`${goMod} does not pin ${module}`);
  return line.slice(module.length + 2).split(" ")[0] ?? "";
}
