import type { Applied } from "./applied.ts";
import { anyOf, type Labels } from "./labels.ts";
import { get, mapping } from "./value.ts";

/** What dragonfly-operator 1.6.1 puts on the pods of a Dragonfly (internal/resources/resources.go). */
export function dragonflyLabels(object: Applied): Labels {
  return anyOf(dragonflyFixed(object), /^role$|^operator\.dragonflydb\.io\//);
}

/** The same for its Service. */
export function dragonflyServiceLabels(object: Applied): Labels {
  return anyOf(dragonflyFixed(object), /^app\.kubernetes\.io\/(component|instance|managed-by|version)$/);
}

function dragonflyFixed({ name, manifest }: Applied): Labels["fixed"] {
  const { spec } = manifest.value;
  const own = { ...mapping(get(spec, "labels")), ...mapping(get(spec, "podMetadata", "labels")) };
  return {
    ...own,
    app: name,
    "app.kubernetes.io/name": "dragonfly",
    "app.kubernetes.io/part-of": "dragonfly",
  };
}

/** What CloudNativePG 1.30 puts on the pods and the Services of a Cluster (pkg/utils/labels_annotations.go). */
export function cnpgLabels({ name, manifest }: Applied): Labels {
  const fixed = {
    ...mapping(get(manifest.value, "spec", "inheritedMetadata", "labels")),
    "cnpg.io/cluster": name,
    "app.kubernetes.io/component": "database",
    "app.kubernetes.io/instance": name,
    "app.kubernetes.io/managed-by": "cloudnative-pg",
    "app.kubernetes.io/name": "postgresql",
  };
  return anyOf(fixed, /^role$|^cnpg\.io\/|^app\.kubernetes\.io\/version$/);
}

/** The same for a Pooler's PgBouncer pods and their Service. */
export function poolerLabels({ name, manifest }: Applied): Labels {
  const own = mapping(get(manifest.value, "spec", "template", "metadata", "labels"));
  return anyOf({ ...own, "cnpg.io/poolerName": name }, /^cnpg\.io\/|^app\.kubernetes\.io\//);
}
