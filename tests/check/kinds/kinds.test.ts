import { describe, expect, test } from "vitest";
import { checkKindRules } from "../../../src/check/kind-rules.ts";
import { object, type RuleCase, said } from "../rule-case.ts";

const release = (spec: string): string =>
  object("helm.toolkit.fluxcd.io/v2", "HelmRelease", `spec: {interval: 1h, ${spec}}\n`);
const cluster = (spec: string): string =>
  object("postgresql.cnpg.io/v1", "Cluster", `spec: {instances: 3, storage: {size: 1Gi}, ${spec}}\n`);
const scheduled = (spec: string): string =>
  object("postgresql.cnpg.io/v1", "ScheduledBackup", `spec: {cluster: {name: pg}, ${spec}}\n`);
const dragonfly = (spec: string): string =>
  object("dragonflydb.io/v1alpha1", "Dragonfly", `spec: {${spec}}\n`);
const route = (rule: string): string =>
  object("gateway.networking.k8s.io/v1", "HTTPRoute", `spec: {rules: [{${rule}}]}\n`);
const ingress = (spec: string, metadata = "metadata: {name: a}"): string =>
  object("networking.k8s.io/v1", "Ingress", `spec: {${spec}}\n`).replace("metadata: {name: a}", metadata);
const TO_SERVICE = "backend: {service: {name: a, port: {number: 80}}}";
const TO_ALL = "defaultBackend: {service: {name: a, port: {number: 80}}}";
const web = (path: string, rule = ""): string => ingress(`rules: [{${rule}http: {paths: [{${path}}]}}]`);
const policy = (kind: string, spec: string): string =>
  object("gateway.envoyproxy.io/v1alpha1", kind, `spec: {${spec}}\n`);
const cilium = (spec: string): string => object("cilium.io/v2", "CiliumNetworkPolicy", `spec: {${spec}}\n`);
const job = (container: string, more = ""): string =>
  object(
    "batch/v1",
    "Job",
    `spec: {template: {spec: {restartPolicy: Never, ${more}containers: [{name: a, image: b, ${container}}]}}}\n`,
  );
const service = (spec: string): string => object("v1", "Service", `spec: {${spec}}\n`);
const gateway = (listener: string): string =>
  object("gateway.networking.k8s.io/v1", "Gateway", `spec: {listeners: [{name: a, ${listener}}]}\n`);
const PLUGIN = "plugins: [{name: p, isWALArchiver: true}]";
const TO_GATEWAY = "targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: a}]";
const TO_ROUTE = "targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: a}]";
const REDIRECT = "{type: RequestRedirect, requestRedirect: {scheme: https}}";

/** Each with the codes that it gives; most give one. */
const tables: Readonly<
  Record<string, readonly (readonly [name: string, text: string, ...codes: string[]])[]>
> = {
  flux: [
    ["a chart by reference", release("chartRef: {kind: HelmChart, name: a}")],
    ["no chart", release("timeout: 1h"), "one-of"],
    ["two charts", release("chartRef: {kind: HelmChart, name: a}, chart: {spec: {}}"), "one-of"],
    [
      "an interval for retries on upgrade",
      release("chartRef: {name: a}, upgrade: {strategy: {name: RetryOnFailure, retryInterval: 1m}}"),
    ],
    [
      "an interval without retries",
      release("chartRef: {name: a}, upgrade: {strategy: {name: RemediateOnFailure, retryInterval: 1m}}"),
      "retry-without-retries",
    ],
    [
      "the same on install",
      release("chartRef: {name: a}, install: {strategy: {name: RemediateOnFailure, retryInterval: 1m}}"),
      "retry-without-retries",
    ],
    ["an empty kubeConfig", release("chartRef: {name: a}, kubeConfig: {}"), "one-of"],
    [
      "an OCI address without its type",
      object("source.toolkit.fluxcd.io/v1", "HelmRepository", "spec: {url: oci://a}\n"),
      "repository-type",
    ],
    [
      "an OCI address with its type",
      object("source.toolkit.fluxcd.io/v1", "HelmRepository", "spec: {url: oci://a, type: oci}\n"),
    ],
    [
      "an account for GitHub",
      object(
        "source.toolkit.fluxcd.io/v1",
        "GitRepository",
        "spec: {serviceAccountName: a, provider: github}\n",
      ),
      "excluded-field",
    ],
  ],
  "CloudNativePG clusters": [
    ["a plain one", cluster("")],
    [
      "a name of 51 characters",
      object("postgresql.cnpg.io/v1", "Cluster", "spec: {storage: {size: 1Gi}}\n", "a".repeat(51)),
      "object-name",
    ],
    [
      "a name with a dot",
      object("postgresql.cnpg.io/v1", "Cluster", "spec: {storage: {size: 1Gi}}\n", "a.b"),
      "object-name",
    ],
    ["an image and a catalogue", cluster("imageName: a, imageCatalogRef: {name: b}"), "one-of"],
    [
      "two ways to begin",
      cluster("bootstrap: {initdb: {database: a, owner: a}, recovery: {backup: {name: b}}}"),
      "one-of",
    ],
    [
      "PostgreSQL's own database",
      cluster("bootstrap: {initdb: {database: postgres, owner: a}}"),
      "reserved-name",
    ],
    [
      "the superuser as owner",
      cluster("bootstrap: {initdb: {database: a, owner: postgres}}"),
      "reserved-name",
    ],
    [
      "a source that is not listed",
      cluster("bootstrap: {recovery: {source: b}}, externalClusters: [{name: c}]"),
      "missing-external-cluster",
    ],
    [
      "two archivers",
      cluster("plugins: [{name: p, isWALArchiver: true}, {name: q, isWALArchiver: true}]"),
      "no-base-backup",
      "wal-archivers",
    ],
    [
      "a plugin and the old way",
      cluster(`${PLUGIN}, backup: {barmanObjectStore: {}}`),
      "no-base-backup",
      "wal-archivers",
    ],
    [
      "shared_buffers over the request",
      cluster('resources: {requests: {memory: 512Mi}}, postgresql: {parameters: {shared_buffers: "1GB"}}'),
      "shared-buffers",
    ],
    [
      "shared_buffers in blocks",
      cluster('resources: {requests: {memory: 512Mi}}, postgresql: {parameters: {shared_buffers: "1000"}}'),
    ],
    ["a log that cannot grow", cluster('postgresql: {parameters: {min_wal_size: "2GB"}}'), "wal-sizes"],
    [
      "a parameter of the operator",
      cluster('postgresql: {parameters: {archive_command: "true"}}'),
      "fixed-parameter",
    ],
    [
      "a request over its limit",
      cluster("resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}"),
      "request-over-limit",
    ],
    ["as many followers as instances", cluster("maxSyncReplicas: 3"), "sync-replicas"],
    ["a role twice", cluster("managed: {roles: [{name: a}, {name: a}]}"), "duplicate-entry"],
    ["a reserved role", cluster("managed: {roles: [{name: pg_monitor}]}"), "reserved-name"],
    ["a locale without its provider", cluster("bootstrap: {initdb: {icuLocale: de}}"), "locale-provider"],
    ["no size", object("postgresql.cnpg.io/v1", "Cluster", "spec: {instances: 1}\n"), "volume-size"],
    [
      "a size that is none",
      object("postgresql.cnpg.io/v1", "Cluster", "spec: {storage: {size: 10GB}}\n"),
      "volume-size",
    ],
    ["an archive without a base backup", cluster(PLUGIN), "no-base-backup"],
    [
      "an archive with one",
      `${cluster(PLUGIN)}---\n${scheduled("schedule: 0 0 3 * * *, method: plugin, pluginConfiguration: {name: p}").replace("name: pg", "name: a")}`,
    ],
  ],
  "CloudNativePG backups and databases": [
    ["six fields", scheduled("schedule: 0 0 3 * * *, method: plugin, pluginConfiguration: {name: p}")],
    [
      "five fields",
      scheduled("schedule: 0 3 * * *, method: plugin, pluginConfiguration: {name: p}"),
      "backup-schedule",
    ],
    ["a word", scheduled('schedule: "@daily", method: plugin, pluginConfiguration: {name: p}')],
    ["a plugin without a name", scheduled("schedule: 0 0 3 * * *, method: plugin"), "backup-method"],
    [
      "a plugin that is not asked",
      scheduled("schedule: 0 0 3 * * *, pluginConfiguration: {name: p}"),
      "backup-method",
    ],
    [
      "the default of a cluster with a plugin",
      `${cluster(PLUGIN)}---\n${scheduled("schedule: 0 0 3 * * *").replace("name: pg", "name: a")}`,
      "backup-method",
    ],
    [
      "a server name in the store",
      object(
        "barmancloud.cnpg.io/v1",
        "ObjectStore",
        "spec: {configuration: {destinationPath: a, serverName: b}}\n",
      ),
      "server-name-in-store",
    ],
    [
      "PostgreSQL's own database",
      object("postgresql.cnpg.io/v1", "Database", "spec: {name: template1}\n"),
      "reserved-name",
    ],
    [
      "a reserved role",
      object("postgresql.cnpg.io/v1", "DatabaseRole", "spec: {name: streaming_replica}\n"),
      "reserved-name",
    ],
    [
      "a password and none",
      object(
        "postgresql.cnpg.io/v1",
        "DatabaseRole",
        "spec: {name: a, passwordSecret: {name: b}, disablePassword: true}\n",
      ),
      "one-of",
    ],
    [
      "a certificate without a login",
      object("postgresql.cnpg.io/v1", "DatabaseRole", "spec: {name: a, clientCertificate: {}}\n"),
      "excluded-field",
    ],
    [
      "a pooler that is called like its cluster",
      object("postgresql.cnpg.io/v1", "Pooler", "spec: {cluster: {name: a}}\n"),
      "object-name",
    ],
  ],
  dragonfly: [
    ["a plain one", dragonfly("args: [--maxmemory=1gb, --proactor_threads=2]")],
    [
      "too little for its threads",
      dragonfly("args: [--maxmemory=512mb, --proactor_threads=3]"),
      "dragonfly-memory",
    ],
    [
      "more than the limit",
      dragonfly("args: [--maxmemory=2gb], resources: {limits: {memory: 1Gi}}"),
      "dragonfly-memory",
    ],
    ["an argument of the operator", dragonfly("args: [--admin_port=9999]"), "given-argument"],
    ["an argument twice", dragonfly("args: [--dbnum=1, --dbnum=2]"), "duplicate-entry"],
    ["a label of the operator", dragonfly("podMetadata: {labels: {app: a}}"), "operator-label"],
    ["both ways of disruption", dragonfly("pdb: {minAvailable: 1, maxUnavailable: 1}"), "one-of"],
    ["a snapshot of six fields", dragonfly('snapshot: {cron: "0 0 3 * * *"}'), "cron-schedule"],
    ["a field that goes away", dragonfly("networkPolicyEnabled: false"), "deprecated-field"],
  ],
  routes: [
    ["a plain one", route("matches: [{path: {type: PathPrefix, value: /v1}}]")],
    ["a path without its slash", route("matches: [{path: {type: PathPrefix, value: v1}}]"), "path-syntax"],
    ["a path that climbs", route("matches: [{path: {value: /a/../b}}]"), "path-syntax"],
    ["an expression may be anything", route('matches: [{path: {type: RegularExpression, value: "a.*"}}]')],
    ["a filter without its field", route("filters: [{type: URLRewrite}]"), "filter-fields"],
    [
      "a filter with another's field",
      route("filters: [{type: URLRewrite, urlRewrite: {hostname: a}, cors: {}}]"),
      "filter-fields",
    ],
    [
      "a redirect with backends",
      route(`filters: [${REDIRECT}], backendRefs: [{name: a, port: 1}]`),
      "redirect-with-backends",
    ],
    [
      "a redirect and a rewrite",
      route(`filters: [${REDIRECT}, {type: URLRewrite, urlRewrite: {hostname: a}}]`),
      "one-of",
    ],
    ["two redirects", route(`filters: [${REDIRECT}, ${REDIRECT}]`), "duplicate-entry"],
    [
      "a prefix without a match",
      route(
        "filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]",
      ),
      "prefix-without-match",
    ],
    [
      "a prefix with a match",
      route(
        "matches: [{path: {value: /a}}], filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]",
      ),
    ],
    ["a backend that waits longer", route("timeouts: {request: 10s, backendRequest: 1m}"), "timeout-order"],
    [
      "a backend that waits while the route has no limit",
      route("timeouts: {request: 0s, backendRequest: 1m}"),
    ],
    [
      "a parent twice",
      object("gateway.networking.k8s.io/v1", "HTTPRoute", "spec: {parentRefs: [{name: a}, {name: a}]}\n"),
      "duplicate-entry",
    ],
    [
      "two parts of a parent",
      object(
        "gateway.networking.k8s.io/v1",
        "HTTPRoute",
        "spec: {parentRefs: [{name: a, sectionName: b}, {name: a, sectionName: c}]}\n",
      ),
    ],
    [
      "TLS on a plain listener",
      object(
        "gateway.networking.k8s.io/v1",
        "Gateway",
        "spec: {listeners: [{name: a, port: 80, protocol: HTTP, tls: {}}]}\n",
      ),
      "listener-tls",
    ],
    [
      "an HTTPS listener without a certificate",
      object(
        "gateway.networking.k8s.io/v1",
        "Gateway",
        "spec: {listeners: [{name: a, port: 443, protocol: HTTPS, tls: {mode: Terminate}}]}\n",
      ),
      "listener-tls",
    ],
    [
      "two listeners in one place",
      object(
        "gateway.networking.k8s.io/v1",
        "Gateway",
        "spec: {listeners: [{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP}]}\n",
      ),
      "duplicate-entry",
    ],
  ],
  "Envoy policies": [
    ["a policy of a route", policy("BackendTrafficPolicy", TO_ROUTE)],
    ["a policy of nothing", policy("BackendTrafficPolicy", "retry: {}"), "policy-target"],
    [
      "two forms of target",
      policy("BackendTrafficPolicy", `targetRef: {kind: Gateway, name: a}, ${TO_ROUTE}`),
      "one-of",
    ],
    [
      "a Service as target",
      policy("BackendTrafficPolicy", "targetRefs: [{kind: Service, name: a}]"),
      "policy-target",
    ],
    ["a client policy of a route", policy("ClientTrafficPolicy", TO_ROUTE), "policy-target"],
    [
      "a merge on a gateway",
      policy("BackendTrafficPolicy", `${TO_GATEWAY}, mergeType: StrategicMerge`),
      "excluded-field",
    ],
    [
      "a buffer with upgrades",
      policy(
        "BackendTrafficPolicy",
        `${TO_ROUTE}, requestBuffer: {limit: 1Mi}, httpUpgrade: [{type: websocket}]`,
      ),
      "one-of",
    ],
  ],
  cilium: [
    ["a plain one", cilium("endpointSelector: {}, egress: [{toFQDNs: [{matchName: a.b}]}]")],
    ["no selector", cilium("egress: []"), "one-of"],
    ["no side", cilium("endpointSelector: {}"), "one-of"],
    [
      "two peers of one rule",
      cilium("endpointSelector: {}, egress: [{toEntities: [world], toCIDR: [10.0.0.0/8]}]"),
      "one-of",
    ],
    [
      "a name and a pattern",
      cilium("endpointSelector: {}, egress: [{toFQDNs: [{matchName: a.b, matchPattern: '*'}]}]"),
      "one-of",
    ],
    [
      "a port that is none",
      cilium('endpointSelector: {}, egress: [{toPorts: [{ports: [{port: "70000"}]}]}]'),
      "out-of-range",
    ],
    [
      "two protocols",
      cilium("endpointSelector: {}, egress: [{toPorts: [{rules: {http: [], dns: []}}]}]"),
      "one-of",
    ],
    ["nothing at all", object("cilium.io/v2", "CiliumNetworkPolicy", "specs: []\n"), "one-of"],
  ],
  monitoring: [
    [
      "an alert and a record",
      object(
        "monitoring.coreos.com/v1",
        "PrometheusRule",
        "spec: {groups: [{name: a, rules: [{alert: b, record: c, expr: d}]}]}\n",
      ),
      "one-of",
    ],
    [
      "neither",
      object(
        "monitoring.coreos.com/v1",
        "PrometheusRule",
        "spec: {groups: [{name: a, rules: [{expr: d}]}]}\n",
      ),
      "one-of",
    ],
    [
      "a record with a time",
      object(
        "monitoring.coreos.com/v1",
        "PrometheusRule",
        "spec: {groups: [{name: a, rules: [{record: b, expr: d, for: 1m}]}]}\n",
      ),
      "excluded-field",
    ],
    [
      "an expression of nothing",
      object(
        "monitoring.coreos.com/v1",
        "PrometheusRule",
        'spec: {groups: [{name: a, rules: [{alert: b, expr: " "}]}]}\n',
      ),
      "out-of-range",
    ],
    [
      "two credentials",
      object(
        "monitoring.coreos.com/v1",
        "ServiceMonitor",
        "spec: {endpoints: [{port: a, authorization: {}, basicAuth: {}}]}\n",
      ),
      "one-of",
    ],
    [
      "a timeout over the interval",
      object(
        "monitoring.coreos.com/v1",
        "PodMonitor",
        "spec: {podMetricsEndpoints: [{port: a, interval: 30s, scrapeTimeout: 1m}]}\n",
      ),
      "timeout-order",
    ],
  ],
  pods: [
    ["a plain one", job("env: [{name: A, value: b}]")],
    ["no image", job("").replace("image: b, ", ""), "missing-field"],
    [
      "a value and a source",
      job("env: [{name: A, value: b, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"),
      "one-of",
    ],
    ["a source of nothing", job("env: [{name: A, valueFrom: {}}]"), "one-of"],
    ["a mount of nothing", job("volumeMounts: [{name: v, mountPath: /v}]"), "missing-volume"],
    [
      "a volume of nothing",
      job("volumeMounts: [{name: v, mountPath: /v}]", "volumes: [{name: v}], "),
      "one-of",
    ],
    [
      "a volume of two things",
      job("", "volumes: [{name: v, emptyDir: {}, hostPath: {path: /}}], "),
      "one-of",
    ],
    ["a probe of nothing", job("livenessProbe: {periodSeconds: 1}"), "one-of"],
    [
      "a request over its limit",
      job('resources: {requests: {cpu: "2"}, limits: {cpu: 500m}}'),
      "request-over-limit",
    ],
    ["a Job that always restarts", job("").replace("Never", "Always"), "restart-policy"],
    ["a Job that does not say", job("").replace("restartPolicy: Never, ", ""), "restart-policy"],
    [
      "a Deployment that finds no pod",
      object(
        "apps/v1",
        "Deployment",
        "spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: c}}, spec: {containers: [{name: a, image: b}]}}}\n",
      ),
      "selects-nothing",
    ],
    [
      "a Deployment that replaces and rolls",
      object(
        "apps/v1",
        "Deployment",
        "spec: {strategy: {type: Recreate, rollingUpdate: {}}, template: {spec: {}}}\n",
      ),
      "excluded-field",
    ],
    [
      "a CronJob of six fields",
      object(
        "batch/v1",
        "CronJob",
        "spec: {schedule: 0 0 3 * * *, jobTemplate: {spec: {template: {spec: {restartPolicy: Never}}}}}\n",
      ),
      "cron-schedule",
    ],
    [
      "both ways of disruption",
      object("policy/v1", "PodDisruptionBudget", "spec: {minAvailable: 1, maxUnavailable: 1}\n"),
      "one-of",
    ],
    [
      "fewer at most than at least",
      object("autoscaling/v2", "HorizontalPodAutoscaler", "spec: {minReplicas: 3, maxReplicas: 2}\n"),
      "out-of-range",
    ],
  ],
  "kubernetes itself": [
    ["two ports without names", service("ports: [{port: 1}, {port: 2, name: b}]"), "missing-field"],
    ["two ports of one name", service("ports: [{port: 1, name: b}, {port: 2, name: b}]"), "duplicate-entry"],
    ["no ports", service("selector: {a: b}"), "missing-field"],
    ["no ports, without an address", service("clusterIP: None")],
    ["an external name of nothing", service("type: ExternalName"), "missing-field"],
    ["a key with a slash", object("v1", "ConfigMap", "data: {a/b: c}\n"), "data-key"],
    [
      "a megabyte and more",
      object("v1", "ConfigMap", `data: {a: ${"x".repeat(1024 * 1024 + 1)}}\n`),
      "out-of-range",
    ],
    [
      "a TLS Secret without its key",
      object("v1", "Secret", "type: kubernetes.io/tls\nstringData: {tls.crt: a}\n"),
      "secret-type",
    ],
    [
      "a login of nobody",
      object("v1", "Secret", "type: kubernetes.io/basic-auth\nstringData: {a: b}\n"),
      "secret-type",
    ],
    [
      "a peer of nobody",
      object("networking.k8s.io/v1", "NetworkPolicy", "spec: {ingress: [{from: [{}]}]}\n"),
      "one-of",
    ],
    [
      "a range with a selector",
      object(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        "spec: {egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]}]}\n",
      ),
      "one-of",
    ],
    [
      "a range that is none",
      object(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        "spec: {egress: [{to: [{ipBlock: {cidr: 10.0.0.0}}]}]}\n",
      ),
      "pattern-mismatch",
    ],
    [
      "a port in quotes",
      object("networking.k8s.io/v1", "NetworkPolicy", 'spec: {egress: [{ports: [{port: "443"}]}]}\n'),
      "pattern-mismatch",
    ],
    [
      "ports backwards",
      object("networking.k8s.io/v1", "NetworkPolicy", "spec: {egress: [{ports: [{port: 9, endPort: 8}]}]}\n"),
      "out-of-range",
    ],
    [
      "an account of nowhere",
      object("rbac.authorization.k8s.io/v1", "RoleBinding", "subjects: [{kind: ServiceAccount, name: a}]\n"),
      "missing-field",
    ],
    ["a name with capitals", object("v1", "ConfigMap", "data: {}\n", "Abc"), "object-name"],
    [
      "a role may be called so",
      object("rbac.authorization.k8s.io/v1", "ClusterRole", "rules: []\n", "system:a"),
    ],
    [
      "a label of 64 characters",
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {b: ${"c".repeat(64)}}}\n`,
      "label-syntax",
    ],
    [
      "a label with two slashes",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {a/b/c: d}}\n",
      "label-syntax",
    ],
    [
      "an annotation with a space",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {a b: d}}\n",
      "annotation-syntax",
    ],
    [
      "an operator without values",
      object(
        "v1",
        "PersistentVolumeClaim",
        "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, selector: {matchExpressions: [{key: a, operator: In}]}}\n",
      ),
      "selector-values",
    ],
    [
      "an operator with values",
      object(
        "v1",
        "PersistentVolumeClaim",
        "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, selector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}\n",
      ),
      "selector-values",
    ],
  ],
  ingress: [
    ["a path", web(`path: /, pathType: Prefix, ${TO_SERVICE}`)],
    ["a backend for everything", ingress("defaultBackend: {service: {name: a, port: {name: http}}}")],
    ["neither rules nor a backend", ingress("ingressClassName: a"), "one-of"],
    ["a port twice", ingress("defaultBackend: {service: {name: a, port: {name: b, number: 1}}}"), "one-of"],
    ["no port", web("path: /, pathType: Prefix, backend: {service: {name: a}}"), "one-of"],
    ["no backend", web("path: /, pathType: Prefix, backend: {}"), "one-of"],
    ["a path without a slash", web(`path: a, pathType: Exact, ${TO_SERVICE}`), "path-syntax"],
    ["a path with two dots", web(`path: /../a, pathType: Prefix, ${TO_SERVICE}`), "path-syntax"],
    ["the same for the controller", web(`path: /../a, pathType: ImplementationSpecific, ${TO_SERVICE}`)],
    ["any path", web(`pathType: ImplementationSpecific, ${TO_SERVICE}`)],
    ["no path", web(`pathType: Prefix, ${TO_SERVICE}`), "path-syntax"],
    ["no paths", ingress("rules: [{http: {paths: []}}]"), "missing-paths"],
    ["a host", web(`path: /, pathType: Prefix, ${TO_SERVICE}`, "host: a.localhost, ")],
    ["any host", web(`path: /, pathType: Prefix, ${TO_SERVICE}`, "host: '*.example.com', ")],
    ["an address", web(`path: /, pathType: Prefix, ${TO_SERVICE}`, "host: 10.0.0.1, "), "host-syntax"],
    ["a capital", web(`path: /, pathType: Prefix, ${TO_SERVICE}`, "host: A.example.com, "), "host-syntax"],
    ["a host of the certificate", ingress(`tls: [{hosts: ['a:443']}], ${TO_ALL}`), "host-syntax"],
    ["a class", ingress(`ingressClassName: a, ${TO_ALL}`)],
    [
      "two classes",
      ingress(
        `ingressClassName: a, ${TO_ALL}`,
        "metadata: {name: a, annotations: {kubernetes.io/ingress.class: a}}",
      ),
      "excluded-field",
    ],
  ],
  "rules that are seldom broken": [
    [
      "a range of two sorts",
      cilium("endpointSelector: {}, egress: [{toCIDRSet: [{cidr: 10.0.0.0/8, cidrGroupRef: a}]}]"),
      "one-of",
    ],
    [
      "a name and a pattern of DNS",
      cilium(
        "endpointSelector: {}, egress: [{toPorts: [{rules: {dns: [{matchName: a.b, matchPattern: '*'}]}}]}]",
      ),
      "one-of",
    ],
    [
      "more followers at least than at most",
      cluster("minSyncReplicas: 2, maxSyncReplicas: 1"),
      "sync-replicas",
    ],
    [
      "named followers of a preference",
      cluster("postgresql: {synchronous: {dataDurability: preferred, standbyNamesPre: [a]}}"),
      "excluded-field",
    ],
    [
      "an image and a catalogue of a pooler",
      object(
        "postgresql.cnpg.io/v1",
        "Pooler",
        "spec: {cluster: {name: pg}, pgbouncer: {image: a, imageCatalogRef: {name: b}}}\n",
      ),
      "one-of",
    ],
    [
      "a snapshot on two volumes",
      dragonfly("snapshot: {persistentVolumeClaimSpec: {}, existingPersistentVolumeClaimName: a}"),
      "one-of",
    ],
    [
      "a cache that asks for more than it may",
      dragonfly("resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}"),
      "request-over-limit",
    ],
    [
      "a target of another group",
      policy("BackendTrafficPolicy", "targetRefs: [{group: apps, kind: HTTPRoute, name: a}]"),
      "policy-target",
    ],
    [
      "a verified chart of Git",
      object(
        "source.toolkit.fluxcd.io/v1",
        "HelmChart",
        "spec: {verify: {provider: cosign}, sourceRef: {kind: GitRepository, name: a}}\n",
      ),
      "excluded-field",
    ],
    [
      "two ways into a bucket",
      object(
        "source.toolkit.fluxcd.io/v1",
        "Bucket",
        "spec: {secretRef: {name: a}, serviceAccountName: b}\n",
      ),
      "one-of",
    ],
    [
      "HTTPS that passes through",
      gateway("port: 443, protocol: HTTPS, tls: {mode: Passthrough}"),
      "listener-tls",
    ],
    ["TLS without a mode", gateway("port: 443, protocol: TLS"), "listener-tls"],
    ["a host of UDP", gateway("port: 53, protocol: UDP, hostname: a.b"), "excluded-field"],
    [
      "an address twice",
      object(
        "gateway.networking.k8s.io/v1",
        "Gateway",
        "spec: {addresses: [{value: 10.0.0.1}, {type: IPAddress, value: 10.0.0.1}]}\n",
      ),
      "duplicate-entry",
    ],
    [
      "a replaced path without the path",
      route("filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath}}}]"),
      "filter-fields",
    ],
    [
      "more matches than a route has",
      object(
        "gateway.networking.k8s.io/v1",
        "HTTPRoute",
        `spec: {rules: [${Array(3)
          .fill(`{matches: [${Array(43).fill("{path: {value: /a}}").join(", ")}]}`)
          .join(", ")}]}\n`,
      ),
      "out-of-range",
    ],
    [
      "annotations of more than 256 KiB",
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {b: ${"c".repeat(256 * 1024)}}}\n`,
      "annotation-syntax",
    ],
    [
      "a record that is no metric",
      object(
        "monitoring.coreos.com/v1",
        "PrometheusRule",
        "spec: {groups: [{name: a, rules: [{record: a-b, expr: c}]}]}\n",
      ),
      "pattern-mismatch",
    ],
    [
      "two ports of an endpoint",
      object("monitoring.coreos.com/v1", "ServiceMonitor", "spec: {endpoints: [{port: a, targetPort: 1}]}\n"),
      "one-of",
    ],
    [
      "three policy types",
      object("networking.k8s.io/v1", "NetworkPolicy", "spec: {policyTypes: [Ingress, Egress, Ingress]}\n"),
      "out-of-range",
    ],
    ["a pod of nothing", object("v1", "Pod", "spec: {containers: []}\n"), "missing-field"],
    [
      "a user of a namespace",
      object(
        "rbac.authorization.k8s.io/v1",
        "RoleBinding",
        "subjects: [{kind: User, name: a, namespace: b}]\n",
      ),
      "excluded-field",
    ],
  ],
};

describe.each(Object.entries(tables))("%s", (_table, cases) => {
  test.each(cases.map(([name, text, ...codes]) => ({ name, text, codes })))("$name", ({ text, codes }) => {
    expect(said(checkKindRules, text).map((finding) => finding.split(" ")[0])).toEqual(codes);
  });
});

const placed: readonly RuleCase[] = [
  {
    name: "five fields",
    text: object(
      "postgresql.cnpg.io/v1",
      "ScheduledBackup",
      "spec:\n  schedule: 0 3 * * *\n  method: plugin\n",
    ),
    expected: ["backup-schedule 5:13", "backup-method 6:11"],
  },
  {
    name: "a second of two",
    text: "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec:\n  chart:\n    spec: {}\n  chartRef:\n    name: a\n",
    expected: ["one-of 5:3"],
  },
  {
    name: "a path",
    text: object(
      "gateway.networking.k8s.io/v1",
      "HTTPRoute",
      "spec:\n  rules:\n    - matches:\n        - path:\n            value: a\n",
    ),
    expected: ["path-syntax 8:20"],
  },
];

test.each(placed)("$name is told in its place", ({ text, expected }) => {
  expect(said(checkKindRules, text)).toEqual(expected);
});
