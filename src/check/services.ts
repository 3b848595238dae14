import type { Applied } from "./applied.ts";
import { anyOf, exactly, type Labels } from "./labels.ts";
import { cnpgLabels, dragonflyServiceLabels, poolerLabels } from "./operator-labels.ts";
import type { AppTemplate, Release } from "./release.ts";
import type { Tree } from "./tree.ts";
import { children, get, list, type Mapping, mapping, text, type Value } from "./value.ts";

/** A Service that will exist. */
export interface Service {
  readonly namespace: string | undefined;
  /** True for the names that it may have; charts we do not know may name theirs as they like. */
  readonly isCalled: (name: string) => boolean;
  readonly name: string;
  /** Undefined when the ports cannot be known. */
  readonly ports: readonly ServicePort[] | undefined;
  readonly labels: Labels;
  /** Labels that the pods behind it have for sure. */
  readonly selector: Mapping;
}

export interface ServicePort {
  readonly name: string | undefined;
  readonly port: number;
  /** Where the pods listen; undefined when that cannot be known. */
  readonly target: number | undefined;
}

/** The Services that are rendered, and those that charts and operators make of what is rendered. */
export function listServices(tree: Tree): Service[] {
  return [...tree.objects.flatMap(ofObject), ...tree.releases.flatMap(ofRelease)];
}

function ofObject(object: Applied): Service[] {
  const { manifest, name } = object;
  const { spec } = manifest.value;
  switch (`${manifest.group}/${object.kind}`) {
    case "/Service":
      return [
        named(
          object,
          name,
          portsOf(get(spec, "ports")),
          exactly(labelsOf(object)),
          mapping(get(spec, "selector")),
        ),
      ];
    case "dragonflydb.io/Dragonfly":
      return [
        named(
          object,
          text(get(spec, "serviceSpec", "name")) ?? name,
          [listening("redis", 6379)],
          dragonflyServiceLabels(object),
          { app: name, "app.kubernetes.io/name": "dragonfly" },
        ),
      ];
    case "postgresql.cnpg.io/Cluster":
      return ["-rw", "-ro", "-r"].map((end) =>
        named(object, `${name}${end}`, [listening("postgres", 5432)], cnpgLabels(object), {
          "cnpg.io/cluster": name,
        }),
      );
    case "postgresql.cnpg.io/Pooler":
      return [
        named(object, name, [listening("pgbouncer", 5432)], poolerLabels(object), {
          "cnpg.io/poolerName": name,
        }),
      ];
    default:
      return [];
  }
}

function named(
  object: Applied,
  name: string,
  ports: readonly ServicePort[],
  labels: Labels,
  selector: Mapping,
): Service {
  const isCalled = (other: string): boolean => other === name;
  return { namespace: object.namespace, isCalled, name, ports, labels, selector };
}

function listening(name: string, port: number): ServicePort {
  return { name, port, target: port };
}

function portsOf(ports: Value | undefined): ServicePort[] {
  return list(ports).flatMap((entry) => {
    const port = get(entry, "port");
    return typeof port === "number"
      ? [{ name: text(get(entry, "name")), port, target: targetOf(entry) }]
      : [];
  });
}

/** The port of the pods; one that is given by name is not followed to its container. */
function targetOf(entry: Value): number | undefined {
  const target = get(entry, "targetPort") ?? get(entry, "port");
  return typeof target === "number" ? target : undefined;
}

function labelsOf({ manifest }: Applied): Labels["fixed"] {
  return mapping(get(manifest.value, "metadata", "labels"));
}

function ofRelease({ template, name, namespace, values }: Release): Service[] {
  if (!template) {
    const isCalled = (other: string): boolean => other === name || other.startsWith(`${name}-`);
    return [
      {
        namespace,
        isCalled,
        name,
        ports: undefined,
        labels: anyOf({ "app.kubernetes.io/instance": name }, /./),
        selector: { "app.kubernetes.io/instance": name },
      },
    ];
  }
  const shared = mapping(get(values, "global", "labels"));
  const own = { "app.kubernetes.io/name": template.appName, "app.kubernetes.io/instance": name };
  return template.items("service").map((item) => ({
    namespace,
    isCalled: (other: string) => other === item.name,
    name: item.name,
    ports: templatePorts(item.value),
    labels: anyOf(
      {
        ...shared,
        ...mapping(get(item.value, "labels")),
        ...own,
      },
      /^(app\.kubernetes\.io\/(managed-by|service|version)|helm\.sh\/chart|helm\.toolkit\.fluxcd\.io\/.*)$/,
    ),
    selector: { ...own, ...controllerOf(template, item.value) },
  }));
}

/** A release with one controller need not name it. */
function controllerOf(template: AppTemplate, service: Value): Mapping {
  const all = template.items("controllers");
  const named = text(get(service, "controller"));
  const found = all.length === 1 && !named ? all[0] : all.find(({ id }) => id === named);
  return found ? { "app.kubernetes.io/controller": text(get(found.value, "identifier")) ?? found.id } : {};
}

function templatePorts(service: Value): ServicePort[] {
  return children({ value: get(service, "ports") ?? null, path: [] }).flatMap(({ value, path }) => {
    const port = get(value, "port");
    if (get(value, "enabled") === false || typeof port !== "number") return [];
    return [{ name: String(path.at(-1)), port, target: targetOf(value) }];
  });
}
