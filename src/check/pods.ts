import type { Applied } from "./applied.ts";
import { anyOf, exactly, type Labels } from "./labels.ts";
import { cnpgLabels, dragonflyLabels, poolerLabels } from "./operator-labels.ts";
import type { Release } from "./release.ts";
import type { Tree } from "./tree.ts";
import { get, mapping, text } from "./value.ts";

/** Pods that will run in a namespace, by their labels. */
export interface Pods {
  readonly namespace: string | undefined;
  readonly labels: Labels;
}

const CONTROLLERS: ReadonlySet<string> = new Set([
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "Job",
]);

/** The pods of rendered workloads, and those that charts and operators make of what is rendered. */
export function listPods(tree: Tree): Pods[] {
  return [...tree.objects.flatMap(objectPods), ...tree.releases.flatMap(releasePods)];
}

/** The pods of one object; none for kinds that make none. */
export function objectPods(object: Applied): Pods[] {
  const labels = labelsOf(object);
  return labels ? [{ namespace: object.namespace, labels }] : [];
}

function labelsOf(object: Applied): Labels | undefined {
  const { manifest, kind } = object;
  const { spec, metadata } = manifest.value;
  if (CONTROLLERS.has(kind)) return exactlyButJobs(mapping(get(spec, "template", "metadata", "labels")));
  if (kind === "CronJob")
    return exactlyButJobs(mapping(get(spec, "jobTemplate", "spec", "template", "metadata", "labels")));
  if (kind === "Pod") return exactly(mapping(get(metadata, "labels")));
  switch (`${manifest.group}/${kind}`) {
    case "dragonflydb.io/Dragonfly":
      return dragonflyLabels(object);
    case "postgresql.cnpg.io/Cluster":
      return cnpgLabels(object);
    case "postgresql.cnpg.io/Pooler":
      return poolerLabels(object);
    default:
      return undefined;
  }
}

/** Kubernetes itself adds a Job's name to its pods. */
function exactlyButJobs(fixed: Labels["fixed"]): Labels {
  return anyOf(fixed, /^((batch\.kubernetes\.io\/)?(job-name|controller-uid))$/);
}

/** The pods of one release, for app-template in the order of its controllers. */
export function releasePods({ template, name, namespace, values }: Release): Pods[] {
  if (!template) return [{ namespace, labels: anyOf({ "app.kubernetes.io/instance": name }, /./) }];
  const propagated =
    get(values, "global", "propagateGlobalMetadataToPods") === true
      ? mapping(get(values, "global", "labels"))
      : {};
  const shared = { ...propagated, ...mapping(get(values, "defaultPodOptions", "labels")) };
  return template.items("controllers").map(({ id, value }) => ({
    namespace,
    labels: exactlyButJobs({
      ...shared,
      ...mapping(get(value, "pod", "labels")),
      "app.kubernetes.io/name": template.appName,
      "app.kubernetes.io/instance": name,
      "app.kubernetes.io/controller": text(get(value, "identifier")) ?? id,
    }),
  }));
}
