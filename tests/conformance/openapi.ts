import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { closed, closedAll, type OpenApiSchema } from "./closed-schema.ts";
import type { KubeObject } from "./kube-object.ts";

/** Closed schemas of Kubernetes itself and of CRDs. */
export interface ClosedSchemas {
  /** The schema of a kind, complete in itself; undefined where nobody publishes one. */
  readonly of: (apiVersion: string, kind: string) => Promise<object | undefined>;
}

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, OpenApiSchema>> };
}

/**
 * Reads the OpenAPI documents that lie in Kubernetes' own Go module, at the version of our API server, and the schemas
 * of the CRDs. Throws an error that says why when the module cannot be had.
 */
export async function closedSchemas(crds: readonly KubeObject[]): Promise<ClosedSchemas> {
  const folder = join(await kubernetesModule(), "api", "openapi-spec", "v3");
  const core = await readDocument(folder, "v1");
  const custom = new Map(crds.flatMap((crd) => versionsOf(crd, core)));
  return {
    of: async (apiVersion, kind) =>
      custom.get(`${apiVersion}/${kind}`) ??
      kindIn(await readDocument(folder, apiVersion).catch(() => undefined), apiVersion, kind),
  };
}

/** The folder of k8s.io/kubernetes, at the version and with the sum that the API server is built from. */
async function kubernetesModule(): Promise<string> {
  const cwd = resolve("tests/conformance/go/kube-apiserver");
  const { stdout } = await execa("go", ["mod", "download", "-json", "k8s.io/kubernetes"], {
    cwd,
    stdin: "ignore",
  });
  return (JSON.parse(stdout) as { Dir: string }).Dir;
}

async function readDocument(folder: string, apiVersion: string): Promise<Document> {
  const stem = apiVersion.includes("/") ? `apis__${apiVersion.replace("/", "__")}` : `api__${apiVersion}`;
  return JSON.parse(await readFile(join(folder, `${stem}_openapi.json`), "utf8")) as Document;
}

/** The document's schemas stay around the kind's own, because they refer to each other. */
function kindIn(document: Document | undefined, apiVersion: string, kind: string): object | undefined {
  const { schemas } = document?.components ?? { schemas: {} };
  const name = Object.keys(schemas).find((one) => isKind(schemas[one], apiVersion, kind));
  return name === undefined ? undefined : { ...refTo(name), components: { schemas: closedAll(schemas) } };
}

function refTo(name: string): OpenApiSchema {
  return { $ref: `#/components/schemas/${name}` };
}

function isKind(schema: OpenApiSchema | undefined, apiVersion: string, kind: string): boolean {
  const served = (schema?.["x-kubernetes-group-version-kind"] ?? []) as readonly Record<string, string>[];
  const [one] = served;
  const group = one?.group ? `${one.group}/` : "";
  return served.length === 1 && one?.kind === kind && `${group}${one.version}` === apiVersion;
}

interface CrdSpec {
  readonly group: string;
  readonly names: { readonly kind: string };
  readonly versions: readonly {
    readonly name: string;
    readonly schema: { readonly openAPIV3Schema: OpenApiSchema };
  }[];
}

/** A CRD leaves the metadata to the server, which takes those of every object. */
function versionsOf({ spec }: KubeObject, { components }: Document): [string, object][] {
  const { group, names, versions } = spec as CrdSpec;
  const metadata = refTo("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
  return versions.map(({ name, schema: { openAPIV3Schema: schema } }) => {
    const own = closed({ ...schema, properties: { ...schema.properties, metadata } });
    return [
      `${group}/${name}/${names.kind}`,
      { ...own, components: { schemas: closedAll(components.schemas) } },
    ];
  });
}
