import type { Applied } from "./applied.ts";
import { anyOf, exactly, type Labels } from "./labels.ts";
import { cnpgLabels, dragonflyServiceLabels, poolerLabels } from "./operator-labels.ts";
import type { Release } from "./release.ts";
import type { Tree } from "./tree.ts";
import { children, get, list, mapping, text, type Value } from "./value.ts";

/** A Service that will exist. */
export interface Service {
  readonly namespace: string | undefined;
  /** True for the names that it may have; charts we do not know may name theirs as they like. */
  readonly isCalled: (name: string) => boolean;
  readonly name: string;
  /** Undefined when the ports cannot be known. */
  readonly ports: readonly ServicePort[] | undefined;
  readonly labels: Labels;
}

export interface ServicePort {
  readonly name: string | undefined;
  readonly port: number;
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
      return [named(object, name, portsOf(get(spec, "ports")), exactly(labelsOf(object)))];
    case "dragonflydb.io/Dragonfly":
      return [
        named(
          object,
          text(get(spec, "serviceSpec", "name")) ?? name,
          [{ name: "redis", port: 6379 }],
          dragonflyServiceLabels(object),
        ),
      ];
    case "postgresql.cnpg.io/Cluster":
      return ["-rw", "-ro", "-r"].map((end) =>
        named(object, `${name}${end}`, [{ name: "postgres", port: 5432 }], cnpgLabels(object)),
      );
    case "postgresql.cnpg.io/Pooler":
      return [named(object, name, [{ name: "pgbouncer", port: 5432 }], poolerLabels(object))];
    default:
      return [];
  }
}

function named(object: Applied, name: string, ports: readonly ServicePort[], labels: Labels): Service {
  return { namespace: object.namespace, isCalled: (other) => other === name, name, ports, labels };
}

function portsOf(ports: Value | undefined): ServicePort[] {
  return list(ports).flatMap((entry) => {
    const port = get(entry, "port");
    return typeof port === "number" ? [{ name: text(get(entry, "name")), port }] : [];
  });
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
      },
    ];
  }
  const shared = mapping(get(values, "global", "labels"));
  return template.items("service").map((item) => ({
    namespace,
    isCalled: (other: string) => other === item.name,
    name: item.name,
    ports: templatePorts(item.value),
    labels: anyOf(
      {
        ...shared,
        ...mapping(get(item.value, "labels")),
        "app.kubernetes.io/name": template.appName,
        "app.kubernetes.io/instance": name,
      },
      /^(app\.kubernetes\.io\/(managed-by|service|version)|helm\.sh\/chart|helm\.toolkit\.fluxcd\.io\/.*)$/,
    ),
  }));
}

function templatePorts(service: Value): ServicePort[] {
  return children({ value: get(service, "ports") ?? null, path: [] }).flatMap(({ value, path }) => {
    const port = get(value, "port");
    if (get(value, "enabled") === false || typeof port !== "number") return [];
    return [{ name: String(path.at(-1)), port }];
  });
}
