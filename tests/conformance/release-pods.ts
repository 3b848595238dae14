import type { Entry } from "./container.ts";
import type { KubeObject } from "./kube-object.ts";
import { type ChartValues, chartEnvironment } from "./open-webui-chart.ts";
import type { Placed } from "./placed.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Deployments as the charts app-template and open-webui make them of our values, as far as the chart hands them on
 * unread: environments, resources, security contexts and what decides about the node. For charts that are not known
 * here there are none.
 */
export function releasePods(objects: readonly Placed[]): Placed[] {
  return objects
    .filter(({ object }) => object.kind === "HelmRelease")
    .flatMap(({ path, object }) => {
      const { values = {} } = object.spec as { values?: Fields };
      return podSpecs(values).map((spec) => ({ path, object: deployment(object, spec) }));
    });
}

/** The same with a variable that stands twice in the first environment; undefined where none has variables. */
export function withDoubledVariable(objects: readonly Placed[]): KubeObject | undefined {
  for (const { object } of objects) {
    const { template } = object.spec as { template: { spec: { containers: { env?: Entry[] }[] } } };
    const [container, ...others] = template.spec.containers;
    const [entry] = container?.env ?? [];
    if (!container?.env || !entry) continue;
    const doubled = { ...container, env: [...container.env, entry] };
    return deployment(object, { ...template.spec, containers: [doubled, ...others] });
  }
  return undefined;
}

function deployment({ metadata: { name, namespace } }: KubeObject, spec: object): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  };
}

function podSpecs(values: Fields): object[] {
  if ("controllers" in values) return Object.values(values.controllers as object).map(templatePod);
  return "openaiBaseApiUrl" in values ? [webuiPod(values)] : [];
}

interface Controller {
  readonly pod?: Fields;
  readonly initContainers?: Readonly<Record<string, Fields>>;
  readonly containers: Readonly<Record<string, Fields>>;
}

function templatePod({ pod = {}, initContainers = {}, containers }: Controller): object {
  const { annotations: _annotations, labels: _labels, ...spec } = pod;
  const ofName = ([name, container]: [string, Fields]) => templateContainer(name, container);
  const first = Object.entries(initContainers).map(ofName);
  return {
    ...spec,
    ...(first.length > 0 && { initContainers: first }),
    containers: Object.entries(containers).map(ofName),
  };
}

function templateContainer(name: string, container: Fields): object {
  const { image, probes = {}, dependsOn: _dependsOn, ...fields } = container;
  const { repository, tag } = image as Record<string, string>;
  return { name, image: `${repository}:${tag}`, ...fields, ...templateProbes(probes as Fields) };
}

function templateProbes(probes: Fields): object {
  const found = Object.entries(probes) as [string, { enabled?: boolean; spec?: object }][];
  const enabled = found.filter(([, { enabled, spec }]) => enabled && spec);
  return Object.fromEntries(enabled.map(([kind, { spec }]) => [`${kind}Probe`, spec]));
}

function webuiPod(values: Fields): object {
  const { containerSecurityContext, podSecurityContext, topologySpreadConstraints } = values;
  const probes = ["startupProbe", "livenessProbe", "readinessProbe"].filter((probe) => values[probe]);
  const container = {
    name: "open-webui",
    image: "open-webui",
    ports: [{ name: "http", containerPort: 8080 }],
    env: chartEnvironment(values as ChartValues),
    resources: values.resources ?? {},
    ...Object.fromEntries(probes.map((probe) => [probe, values[probe]])),
    ...(containerSecurityContext !== undefined && { securityContext: containerSecurityContext }),
  };
  return {
    containers: [container],
    ...(podSecurityContext !== undefined && { securityContext: podSecurityContext }),
    ...(topologySpreadConstraints !== undefined && { topologySpreadConstraints }),
  };
}
