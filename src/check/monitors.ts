import type { Position, Problem } from "../problem.ts";
import type { Applied } from "./applied.ts";
import { actualLabels, type Labels, maySelect } from "./labels.ts";
import { isExternal, isShared } from "./lookup.ts";
import { listPods } from "./pods.ts";
import { error, listed, shown } from "./problems.ts";
import { listServices, type Service } from "./services.ts";
import type { Tree } from "./tree.ts";
import { get, list, text } from "./value.ts";

interface Target {
  readonly namespace: string | undefined;
  readonly labels: Labels;
}

/**
 * Monitors find something to scrape: gives `selects-nothing`, and `missing-port` for an endpoint whose named
 * port none of the selected Services has. Namespaces with objects of others pass, they cannot be known.
 */
export function* checkMonitors(tree: Tree): Iterable<Problem> {
  const monitors = tree.objects.filter(({ manifest }) => manifest.group === "monitoring.coreos.com");
  if (monitors.length === 0) return;
  const services = listServices(tree);
  const pods = listPods(tree);
  for (const monitor of monitors) {
    if (monitor.kind === "ServiceMonitor") {
      const selected = services.filter((service) => isSelected(monitor, service));
      if (selected.length === 0 && !isBeyond(tree, monitor, "Service"))
        yield selectsNothing(monitor, "Services", services);
      yield* portProblems(monitor, selected);
    } else if (monitor.kind === "PodMonitor" && !isBeyond(tree, monitor, "Pod")) {
      if (!pods.some((each) => isSelected(monitor, each))) yield selectsNothing(monitor, "pods", pods);
    }
  }
}

/** The namespaces a monitor looks into; undefined for all of them. */
function namespacesOf({ manifest, namespace }: Applied): readonly string[] | undefined {
  const selector = get(manifest.value, "spec", "namespaceSelector");
  if (get(selector, "any") === true) return undefined;
  const names = list(get(selector, "matchNames")).flatMap((name) => text(name) ?? []);
  return names.length > 0 || !namespace ? names : [namespace];
}

/** True when a monitor may select the Service or the pods. */
export function isSelected(monitor: Applied, { namespace, labels }: Target): boolean {
  const namespaces = namespacesOf(monitor);
  const isNear = !namespaces || !namespace || namespaces.includes(namespace);
  return isNear && maySelect(get(monitor.manifest.value, "spec", "selector"), labels);
}

function isBeyond(tree: Tree, monitor: Applied, kind: string): boolean {
  const namespaces = namespacesOf(monitor);
  if (!namespaces) return tree.context.present !== undefined && tree.context.present.size > 0;
  return namespaces.some(
    (name) =>
      isShared(tree, name) ||
      isExternal(tree, kind, "*", name) ||
      isExternal(tree, "Namespace", name, undefined),
  );
}

function selectsNothing(monitor: Applied, what: string, targets: readonly Target[]): Problem {
  const at: Position = monitor.manifest.at(["spec", "selector"]);
  const namespaces = namespacesOf(monitor);
  const near = targets.filter(({ namespace }) => !namespaces || !namespace || namespaces.includes(namespace));
  const known = listed(
    actualLabels(
      get(monitor.manifest.value, "spec", "selector"),
      near.map(({ labels }) => labels),
    ),
  );
  const hint = known
    ? `there is: ${known}`
    : "name the namespace in namespaceSelector.matchNames, or other labels";
  return error(
    "selects-nothing",
    at,
    `the selector of ${monitor.kind} ${shown(monitor.name)} fits no ${what}`,
    hint,
  );
}

function* portProblems(monitor: Applied, selected: readonly Service[]): Iterable<Problem> {
  if (selected.length === 0 || selected.some(({ ports }) => ports === undefined)) return;
  const names = selected.flatMap(({ ports }) => (ports ?? []).flatMap(({ name }) => name ?? []));
  for (const [index, endpoint] of list(get(monitor.manifest.value, "spec", "endpoints")).entries()) {
    const port = text(get(endpoint, "port"));
    if (!port || names.includes(port)) continue;
    const at = monitor.manifest.at(["spec", "endpoints", index, "port"]);
    yield error(
      "missing-port",
      at,
      `no selected Service has a port named ${shown(port)}`,
      `their ports are: ${listed(names)}`,
    );
  }
}
