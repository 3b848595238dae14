import { dataOf, type Manifest, ofKind, type Platform } from "./platforms.ts";

/** A container as the kubelet would start it from a HelmRelease of app-template. */
export interface Container {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Files of mounted ConfigMaps, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Where empty volumes are mounted. */
  readonly folders: readonly string[];
}

/** One variable of a container's environment, as the pod has it. */
export interface Entry {
  readonly name: string;
  readonly value?: unknown;
  readonly valueFrom?: { readonly secretKeyRef?: Reference; readonly configMapKeyRef?: Reference };
}

interface Reference {
  readonly name: string;
  readonly key: string;
}

interface Volume {
  readonly type: string;
  readonly name?: string;
  readonly globalMounts: readonly { readonly path: string }[];
}

interface Values {
  readonly controllers: Record<
    string,
    {
      readonly containers: Record<
        string,
        { readonly args?: readonly string[]; readonly env?: readonly Entry[] }
      >;
    }
  >;
  readonly persistence?: Record<string, Volume>;
}

/** The container of a release; undefined where there is no such release. Throws when a reference leads nowhere. */
export function containerOf(platform: Platform, release: string): Container | undefined {
  const manifest = ofKind(platform, "HelmRelease").find(({ metadata }) => metadata.name === release);
  if (!manifest) return undefined;
  const { controllers, persistence = {} } = (manifest.spec as { values: Values }).values;
  const container = Object.values(controllers)[0]?.containers.app;
  if (!container) throw new Error(`the release ${release} has no container app`);
  const env = environmentOf(platform, container.env ?? []);
  const volumes = Object.values(persistence);
  return {
    args: (container.args ?? []).map((arg) => expanded(templated(arg), env)),
    env,
    files: new Map(volumes.flatMap((volume) => filesOf(platform, volume))),
    folders: volumes.filter(({ type }) => type === "emptyDir").flatMap(mountPaths),
  };
}

/** The environment as the process sees it. Throws when a name stands twice or a reference leads nowhere. */
export function environmentOf(platform: Platform, entries: readonly Entry[]): Record<string, string> {
  const env: Record<string, string> = {};
  for (const { name, value, valueFrom } of entries) {
    if (Object.hasOwn(env, name)) throw new Error(`the environment has ${name} twice`);
    const secret = valueFrom?.secretKeyRef;
    const map = valueFrom?.configMapKeyRef;
    if (secret) env[name] = referenced(platform, "Secret", secret);
    else if (map) env[name] = referenced(platform, "ConfigMap", map);
    else env[name] = expanded(templated(String(value)), env);
  }
  return env;
}

function referenced(platform: Platform, kind: string, { name, key }: Reference): string {
  const value = dataOf(named(platform, kind, name))[key];
  if (value === undefined) throw new Error(`the ${kind} ${name} has no ${key}`);
  return value;
}

function named(platform: Platform, kind: string, name: string): Manifest {
  const manifest = ofKind(platform, kind).find(({ metadata }) => metadata.name === name);
  if (!manifest) throw new Error(`there is no ${kind} ${name}`);
  return manifest;
}

/** What Helm makes of the only expression that we write: a literal pair of braces. */
function templated(text: string): string {
  const braces = '{{ "{{" }}';
  const parts = text.split(braces);
  if (parts.some((part) => part.includes("{{"))) throw new Error("Helm would evaluate an expression");
  return parts.join("{{");
}

/** What the kubelet makes of a value: `$(NAME)` of an earlier variable, `$$` as a literal dollar sign. */
function expanded(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name?: string) =>
    name === undefined ? "$" : (env[name] ?? whole),
  );
}

function filesOf(platform: Platform, volume: Volume): [string, string][] {
  if (volume.type !== "configMap") return [];
  const data = dataOf(named(platform, "ConfigMap", volume.name ?? ""));
  return mountPaths(volume).flatMap((path) =>
    Object.entries(data).map(([key, text]): [string, string] => [`${path}/${key}`, text]),
  );
}

function mountPaths({ globalMounts }: Volume): string[] {
  return globalMounts.map(({ path }) => path);
}
