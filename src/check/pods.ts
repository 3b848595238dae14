import type { Applied } from "./applied.ts";
import { exactly, type Labels } from "./labels.ts";
import type { Release } from "./release.ts";
import { anyOf } from "./services.ts";
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
  return [...tree.objects.flatMap(ofObject), ...tree.releases.flatMap(ofRelease)];
}

function ofObject(object: Applied): Pods[] {
  const labels = labelsOf(object);
  return labels ? [{ namespace: object.namespace, labels }] : [];
}

function labelsOf({ manifest, kind, name }: Applied): Labels | undefined {
  const { spec, metadata } = manifest.value;
  if (CONTROLLERS.has(kind)) return exactlyButJobs(mapping(get(spec, "template", "metadata", "labels")));
  if (kind === "CronJob")
    return exactlyButJobs(mapping(get(spec, "jobTemplate", "spec", "template", "metadata", "labels")));
  if (kind === "Pod") return exactly(mapping(get(metadata, "labels")));
  switch (`${manifest.group}/${kind}`) {
    case "dragonflydb.io/Dragonfly": {
      const own = { ...mapping(get(spec, "labels")), ...mapping(get(spec, "podMetadata", "labels")) };
      const fixed = {
        ...own,
        app: name,
        "app.kubernetes.io/name": "dragonfly",
        "app.kubernetes.io/part-of": "dragonfly",
      };
      return anyOf(fixed, /^role$|^operator\.dragonflydb\.io\//);
    }
    case "postgresql.cnpg.io/Cluster":
      return anyOf(
        { ...mapping(get(spec, "inheritedMetadata", "labels")), "cnpg.io/cluster": name },
        /^role$|^(cnpg|app\.kubernetes)\.io\//,
      );
    case "postgresql.cnpg.io/Pooler":
      return anyOf(
        { ...mapping(get(spec, "template", "metadata", "labels")), "cnpg.io/poolerName": name },
        /^cnpg\.io\//,
      );
    default:
      return undefined;
  }
}

/** Kubernetes itself adds a Job's name to its pods. */
function exactlyButJobs(fixed: Labels["fixed"]): Labels {
  return anyOf(fixed, /^((batch\.kubernetes\.io\/)?(job-name|controller-uid))$/);
}

function ofRelease({ template, name, namespace, values }: Release): Pods[] {
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
