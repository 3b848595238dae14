import type { Applied } from "./applied.ts";
import type { Kustomization } from "./kustomizations.ts";
import type { Release } from "./release.ts";
import { children, get, list, mapping, scalarText, select, text, type Value } from "./value.ts";

/** An object that will exist: rendered, or made by an operator or a chart from a rendered one. */
export interface Fact {
  readonly kind: string;
  readonly group: string;
  /** Undefined when it cannot be known; such a fact stands for any namespace. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** The keys of a Secret or ConfigMap; undefined when they cannot be known. */
  readonly keys: ReadonlySet<string> | undefined;
}

/** What CloudNativePG writes into `<cluster>-app` (pkg/specs/secrets.go, 1.30). */
const CNPG_APP_KEYS = new Set([
  ...["username", "user", "password", "dbname", "host", "port", "pgpass"],
  ...["uri", "jdbc-uri", "fqdn-uri", "fqdn-jdbc-uri"],
]);

/** The rendered objects, and those that Flux's neighbours make of them. */
export function factsOf(objects: readonly Applied[], releases: readonly Release[]): Fact[] {
  return [...objects.map(renderedFact), ...objects.flatMap(madeFacts), ...releases.flatMap(releaseFacts)];
}

/** What the generators of a kustomization make; kustomize rewrites their hashed names where they are used. */
export function generatedFacts(kustomization: Kustomization, namespace: string | undefined): Fact[] {
  const { value } = kustomization.document;
  const made = (field: string, kind: string): Fact[] =>
    select(value, `${field}.*`).flatMap(({ value: generator }) => {
      const name = text(get(generator, "name"));
      return name ? [{ kind, group: "", namespace, name, keys: generatedKeys(generator) }] : [];
    });
  return [...made("configMapGenerator", "ConfigMap"), ...made("secretGenerator", "Secret")];
}

function generatedKeys(generator: Value): ReadonlySet<string> | undefined {
  if (get(generator, "env") !== undefined || list(get(generator, "envs")).length > 0) return undefined;
  const files = list(get(generator, "files")).map((file) =>
    scalarText(file).replace(/^([^=]*)=.*$|^.*\/(?=[^=]*$)/s, "$1"),
  );
  const literals = list(get(generator, "literals")).map(
    (literal) => scalarText(literal).split("=", 1)[0] ?? "",
  );
  return new Set([...files, ...literals]);
}

function renderedFact({ manifest, kind, name, namespace }: Applied): Fact {
  const { data, stringData, binaryData } = manifest.value;
  const holdsData = manifest.group === "" && (kind === "Secret" || kind === "ConfigMap");
  const keys = [data, stringData, binaryData].flatMap((part) => Object.keys(mapping(part)));
  return { kind, group: manifest.group, namespace, name, keys: holdsData ? new Set(keys) : undefined };
}

function madeFacts(object: Applied): Fact[] {
  const { manifest, name, namespace } = object;
  const { spec } = manifest.value;
  const secret = (made: string | undefined, keys?: ReadonlySet<string>): Fact[] =>
    made ? [{ kind: "Secret", group: "", namespace, name: made, keys }] : [];
  switch (`${manifest.group}/${object.kind}`) {
    case "postgresql.cnpg.io/Cluster":
      return cnpgSecrets(name, spec).flatMap(([made, keys]) => secret(made, keys));
    case "cert-manager.io/Certificate":
      return secret(text(get(spec, "secretName")), new Set(["tls.crt", "tls.key", "ca.crt"]));
    case "external-secrets.io/ExternalSecret":
      return secret(text(get(spec, "target", "name")) ?? name);
    case "bitnami.com/SealedSecret":
      return secret(name);
    default:
      return [];
  }
}

/** `<cluster>-app` exists only when the cluster is not given a Secret of its own (cluster_funcs.go). */
function cnpgSecrets(name: string, spec: Value | undefined): [string, ReadonlySet<string> | undefined][] {
  const given = ["initdb", "recovery", "pg_basebackup"].some((way) =>
    text(get(spec, "bootstrap", way, "secret", "name")),
  );
  return [
    ...(given ? [] : [[`${name}-app`, CNPG_APP_KEYS] as [string, ReadonlySet<string>]]),
    ...(get(spec, "enableSuperuserAccess") === true
      ? [[`${name}-superuser`, CNPG_APP_KEYS] as [string, ReadonlySet<string>]]
      : []),
    [`${name}-ca`, new Set(["ca.crt", "ca.key"])],
    [`${name}-server`, new Set(["tls.crt", "tls.key"])],
    [`${name}-replication`, new Set(["tls.crt", "tls.key"])],
  ];
}

function releaseFacts({ template, namespace }: Release): Fact[] {
  if (!template) return [];
  const named = (collection: string, kind: string, group: string): Fact[] =>
    template.items(collection).map(({ name, value }) => {
      const parts = [get(value, "data"), get(value, "stringData"), get(value, "binaryData")];
      const keys = parts.flatMap((part) =>
        children({ value: part ?? null, path: [] }).map(({ path }) => String(path[0])),
      );
      return {
        kind,
        group,
        namespace,
        name,
        keys: group === "" && kind !== "Service" ? new Set(keys) : undefined,
      };
    });
  return [
    ...named("configMaps", "ConfigMap", ""),
    ...named("secrets", "Secret", ""),
    ...named("route", "HTTPRoute", "gateway.networking.k8s.io"),
  ];
}
