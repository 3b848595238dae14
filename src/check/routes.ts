import type { Problem } from "../problem.ts";
import type { Applied } from "./applied.ts";
import { called } from "./identity.ts";
import { isExternal } from "./lookup.ts";
import { error, listed, shown } from "./problems.ts";
import { isTemplated } from "./reference.ts";
import type { Release } from "./release.ts";
import { listServices, type Service } from "./services.ts";
import type { Tree } from "./tree.ts";
import { type Found, get, list, type Path, select, text, type Value } from "./value.ts";

/** A Service that a route sends requests to. */
export interface Backend {
  readonly from: Applied;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly home: string | undefined;
  readonly port: Value | undefined;
  readonly path: Path;
}

const ROUTES: ReadonlySet<string> = new Set(["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"]);
/** Kinds whose backends may lack a port, or whose own rules say that they must not. */
const PORTLESS: ReadonlySet<string> = new Set(["HelmRelease", "HTTPRoute", "Ingress"]);
const GATEWAY_API = "gateway.networking.k8s.io";

/**
 * Routes and Ingresses end at Services that exist, at a port that they have, and may be reached from the route's namespace:
 * gives `missing-object`, `missing-port` and `missing-reference-grant`.
 */
export function* checkRoutes(tree: Tree): Iterable<Problem> {
  const services = listServices(tree);
  for (const backend of listBackends(tree)) {
    if (isTemplated(backend.name)) continue;
    yield* backendProblems(tree, services, backend);
    if (backend.namespace !== backend.home && !isGranted(tree, backend)) yield notGranted(backend);
  }
}

/** The backends of all routes and Ingresses, app-template's own among them. */
export function listBackends(tree: Tree): Backend[] {
  return [
    ...tree.objects.flatMap(ofRoute),
    ...tree.objects.flatMap(ofIngress),
    ...tree.releases.flatMap(ofRelease),
  ];
}

function ofRoute(object: Applied): Backend[] {
  const { manifest, kind } = object;
  if (manifest.group !== GATEWAY_API || !ROUTES.has(kind)) return [];
  const patterns = ["spec.rules.*.backendRefs.*", "spec.rules.*.filters.*.requestMirror.backendRef"];
  return patterns
    .flatMap((pattern) => select(manifest.value, pattern))
    .flatMap((found) => toBackend(object, object.namespace, found));
}

/** The port is a number or a name; the Service is always in the Ingress's own namespace. */
function ofIngress(object: Applied): Backend[] {
  const { manifest, kind, namespace } = object;
  if (manifest.group !== "networking.k8s.io" || kind !== "Ingress") return [];
  const backends = ["spec.defaultBackend", "spec.rules.*.http.paths.*.backend"];
  return backends
    .flatMap((pattern) => select(manifest.value, `${pattern}.service`))
    .flatMap(({ value, path }) => {
      const name = text(get(value, "name"));
      const port = get(value, "port", "number") ?? get(value, "port", "name");
      return name ? [{ from: object, name, namespace, home: namespace, port, path }] : [];
    });
}

/** app-template's own routes: `identifier` names a Service of the release, `name` any other. */
function ofRelease({ object, template, namespace, values }: Release): Backend[] {
  if (!template) return [];
  const found = select(values, "route.*.rules.*.backendRefs.*", ["spec", "values"]);
  return found.flatMap((each) => {
    const identifier = text(get(each.value, "identifier"));
    const item = template.items("service").find(({ id }) => id === identifier);
    if (!identifier) return toBackend(object, namespace, each);
    const { path } = each;
    const port = get(each.value, "port");
    return [{ from: object, name: item?.name ?? identifier, namespace, home: namespace, port, path }];
  });
}

function toBackend(from: Applied, home: string | undefined, { value, path }: Found): Backend[] {
  const name = text(get(value, "name"));
  const isService = (get(value, "kind") ?? "Service") === "Service" && (get(value, "group") ?? "") === "";
  if (!name || !isService) return [];
  return [
    { from, name, namespace: text(get(value, "namespace")) ?? home, home, port: get(value, "port"), path },
  ];
}

function* backendProblems(tree: Tree, services: readonly Service[], backend: Backend): Iterable<Problem> {
  const { name, namespace, from, path, port } = backend;
  if (isExternal(tree, "Service", name, namespace)) return;
  const near = services.filter(
    (service) => !service.namespace || !namespace || service.namespace === namespace,
  );
  const found = near.filter((service) => service.isCalled(name));
  const what = called({ kind: "Service", name, namespace });
  const place = (field: string): Problem["at"] & object => from.manifest.at([...path, field]);
  if (found.length === 0) {
    const hint =
      near.length > 0
        ? `name one of: ${listed(near.map((each) => each.name))}`
        : "render it, or declare it as external";
    yield error(
      "missing-object",
      place(get(from.manifest.value, ...path, "identifier") ? "identifier" : "name"),
      `${what} does not exist`,
      hint,
    );
  } else if (
    port !== undefined &&
    found.every(({ ports }) => ports && !ports.some((each) => each.port === port || each.name === port))
  ) {
    const known = found.flatMap(({ ports }) => (ports ?? []).map((each) => String(each.port)));
    yield error(
      "missing-port",
      place("port"),
      `${what} has no port ${shown(String(port))}`,
      `its ports are: ${listed(known)}`,
    );
  } else if (port === undefined && !PORTLESS.has(from.kind)) {
    yield error(
      "missing-port",
      place("name"),
      `a backend that is a Service needs a port`,
      "write the port of the Service",
    );
  }
}

function isGranted(tree: Tree, { from, home, namespace, name }: Backend): boolean {
  const grants = tree.objects.filter(
    (object) =>
      object.kind === "ReferenceGrant" &&
      object.manifest.group === GATEWAY_API &&
      object.namespace === namespace,
  );
  const kind = from.kind === "HelmRelease" ? "HTTPRoute" : from.kind;
  return grants.some(({ manifest }) => {
    const { spec } = manifest.value;
    const comes = list(get(spec, "from")).some(
      (entry) =>
        get(entry, "group") === GATEWAY_API &&
        get(entry, "kind") === kind &&
        get(entry, "namespace") === home,
    );
    const goes = list(get(spec, "to")).some(
      (entry) =>
        (get(entry, "group") ?? "") === "" &&
        get(entry, "kind") === "Service" &&
        (get(entry, "name") ?? name) === name,
    );
    return comes && goes;
  });
}

function notGranted({ from, name, namespace, home, path }: Backend): Problem {
  const at = from.manifest.at([...path, "namespace"]);
  const message = `the route may not reach Service ${shown(name)} in namespace ${shown(namespace ?? "")}`;
  const hint = `add a ReferenceGrant there that lets routes of ${shown(home ?? "")} reach it, or move the route`;
  return error("missing-reference-grant", at, message, hint);
}
