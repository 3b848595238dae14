import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { goTool } from "../conformance/go-tool.ts";

/** What the incumbent's pipeline needs to run: its tools, and our templates in its form. */
export interface Incumbent {
  readonly folder: string;
  readonly makejinja: string;
  readonly sops: string;
  readonly kustomize: string;
  readonly kubeconform: string;
}

interface Place {
  readonly cache: string;
  readonly folder: string;
  /** A repository of ours, for its `.sops.yaml`. */
  readonly root: string;
  log(line: string): void;
}

/**
 * Sets up makejinja 2.8.1 and the tools it is followed by, on our own templates: the same number of files and
 * secrets, a filter that does less than ours, and no schema downloads. A lower bound of what its users wait for.
 * A text instead says why it cannot be run.
 */
export async function prepareIncumbent(place: Place): Promise<Incumbent | string> {
  const folder = join(place.folder, "incumbent");
  try {
    const context = { cache: place.cache, ci: false, log: place.log };
    const makejinja = await installMakejinja(place);
    const sops = await goTool(context, "github.com/getsops/sops/v3/cmd/sops", "v3.13.3");
    const kustomize = await goTool(context, "sigs.k8s.io/kustomize/kustomize/v5", "v5.8.2");
    const kubeconform = await goTool(context, "github.com/yannh/kubeconform/cmd/kubeconform", "v0.8.0");
    await writeProject(folder, place.root);
    return { folder, makejinja, sops, kustomize, kubeconform };
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "unknown") : String(error);
  }
}

async function installMakejinja({ cache, log }: Place): Promise<string> {
  const venv = join(cache, "makejinja-2.8.1");
  const path = join(venv, process.platform === "win32" ? "Scripts/makejinja.exe" : "bin/makejinja");
  const there = await execa(path, ["--version"], { reject: false });
  if (there.exitCode === 0) return path;
  log("installing makejinja 2.8.1");
  await execa(await python(), ["-m", "venv", venv]);
  await execa(join(dirname(path), "python"), ["-m", "pip", "install", "--quiet", "makejinja==2.8.1"]);
  return path;
}

/** makejinja wants Python 3.12 or newer. */
async function python(): Promise<string> {
  const home = process.env.HOME ?? "";
  const versions = await readdir(join(home, ".pyenv/versions")).catch(() => []);
  const managed = versions
    .filter((name) => /^3\.1[2-9]\./.test(name))
    .map((name) => join(home, ".pyenv/versions", name, "bin/python"));
  for (const name of ["python3.13", "python3.12", ...managed]) {
    const { exitCode } = await execa(name, ["--version"], { reject: false });
    if (exitCode === 0) return name;
  }
  throw new Error("makejinja needs Python 3.12 or newer");
}

const settings = `[makejinja]
inputs = ["./templates"]
output = "./"
data = ["./data.yaml"]
import_paths = ["./"]
loaders = ["plugin:Plugin"]
jinja_suffix = ".j2"
copy_metadata = true
force = true
undefined = "chainable"
[makejinja.delimiter]
block_start = "#%"
block_end = "%#"
comment_start = "#|"
comment_end = "|#"
variable_start = "#{"
variable_end = "}#"
`;

const plugin = `import json

class Plugin:
    def __init__(self, data):
        pass

    def filters(self):
        return [yaml, b64encode, keys]

def yaml(value, indent=0):
    return json.dumps(value, default=str)

def b64encode(value):
    return value

def keys(value):
    return list(value)
`;

async function writeProject(folder: string, root: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp("templates", join(folder, "templates/kubernetes"), { recursive: true });
  await cp(join(root, ".sops.yaml"), join(folder, ".sops.yaml"));
  await writeFile(join(folder, "makejinja.toml"), settings);
  await writeFile(join(folder, "plugin.py"), plugin);
  await writeFile(join(folder, "data.yaml"), JSON.stringify(await everythingOn()));
}

/** All toggles on, so that every template prints something. */
async function everythingOn(): Promise<Record<string, unknown>> {
  const { properties } = JSON.parse(await readFile("schema/cluster.schema.json", "utf8"));
  const entries = Object.entries<{ type: string; default?: unknown }>(properties).map(
    ([name, { type, default: value }]) => [name, value ?? (type === "boolean" ? true : "value")],
  );
  const app = {
    name: "app",
    namespace: "ns",
    flux_namespace: "flux-system",
    path: "./kubernetes",
    depends_on: [],
    providers: {},
  };
  return { ...Object.fromEntries(entries), app: { ...app, decryption: {}, source_ref: {} } };
}

/** Renders, encrypts file by file, and validates folder by folder, as its task file does. */
export async function runIncumbent({
  folder,
  makejinja,
  sops,
  kustomize,
  kubeconform,
}: Incumbent): Promise<void> {
  const options = { cwd: folder, reject: false, stdin: "ignore" } as const;
  await execa(makejinja, [], options);
  const files = await readdir(join(folder, "kubernetes"), { recursive: true, withFileTypes: true });
  const below = files.filter((entry) => entry.isFile());
  for (const entry of below.filter(({ name }) => name.endsWith(".sops.yaml"))) {
    const path = join(entry.parentPath, entry.name);
    await execa(sops, ["filestatus", path], options);
    await execa(sops, ["--encrypt", "--in-place", path], options);
  }
  const folders = new Set(
    below.filter(({ name }) => name.endsWith(".yaml")).map(({ parentPath }) => parentPath),
  );
  for (const path of folders) {
    const { stdout } = await execa(kustomize, ["build", path], options);
    await execa(kubeconform, ["-ignore-missing-schemas", "-schema-location", folder], {
      ...options,
      stdin: "pipe",
      input: stdout ?? "",
    });
  }
}
