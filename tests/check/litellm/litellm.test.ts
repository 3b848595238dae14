import { expect, test } from "vitest";
import { configMap, findings, folder, manifest, type SmallCase } from "../small.ts";

const MODELS = [
  "model_list:",
  "  - {model_name: a, litellm_params: {model: x/a}}",
  "  - {model_name: b, litellm_params: {model: x/b}}",
];

/** A ConfigMap with the lines behind two models, of which the first stands on line 10, indented by four. */
const config = (...lines: readonly string[]): string =>
  configMap(`data:\n  config.yaml: |\n${[...MODELS, ...lines].map((line) => `    ${line}\n`).join("")}`);

const app = (container: string): string =>
  manifest(
    "helm.toolkit.fluxcd.io/v2",
    "HelmRelease",
    "app",
    `spec:
  values:
    controllers: {app: {containers: {app: ${container}}}}
    service: {app: {ports: {http: {port: 80}}}}
    persistence: {config: {type: configMap, name: config}}
`,
  );
const route = (timeouts: string): string =>
  manifest(
    "gateway.networking.k8s.io/v1",
    "HTTPRoute",
    "web",
    `spec:\n  rules:\n    - backendRefs: [{name: app, port: 80}]\n      timeouts: ${timeouts}\n`,
  );
const acl = (line: string): Record<string, string> => ({
  "df.yaml": manifest(
    "dragonflydb.io/v1alpha1",
    "Dragonfly",
    "cache",
    "spec: {replicas: 1, aclFromSecret: {name: acl, key: acl}}\n",
  ),
  "acl.sops.yaml": manifest(
    "v1",
    "Secret",
    "acl",
    `stringData:\n  acl: |\n    ${line}\n    USER default OFF resetkeys\n`,
  ),
});
const HASH = `#${"a".repeat(64)}`;
const TENANT = config(
  "litellm_settings:",
  "  cache: true",
  "  cache_params: {type: redis, host: cache.ai.svc, username: u, namespace: n}",
);
const one = (name: string, lines: readonly string[], ...expected: readonly string[]): SmallCase => ({
  name,
  files: folder({ "c.yaml": config(...lines) }),
  expected,
});

const cases: readonly SmallCase[] = [
  one("nothing besides models", []),
  one("a fallback to another model", [
    "router_settings:",
    "  fallbacks: [{a: [b]}]",
    "  default_fallbacks: [b]",
  ]),
  one(
    "fallbacks of and to nobody",
    ["router_settings:", "  fallbacks:", "    - c:", "        - b", "    - a:", "        - d"],
    "unknown-model c.yaml:12:11",
    "unknown-model c.yaml:15:15",
  ),
  one(
    "names in the other lists, too",
    [
      "litellm_settings:",
      "  context_window_fallbacks: [{a: [c]}]",
      "  content_policy_fallbacks: [{a: [d]}]",
      "  default_fallbacks: [e]",
      "router_settings:",
      "  model_group_alias: {f: g}",
      "  model_group_retry_policy: {h: {DefaultRetries: 1}}",
    ],
    "unknown-model c.yaml:11:39",
    "unknown-model c.yaml:12:39",
    "unknown-model c.yaml:13:27",
    "unknown-model c.yaml:15:30",
    "unknown-model c.yaml:16:37",
  ),
  one("an alias of a model that is there", [
    "router_settings:",
    "  model_group_alias: {f: a, g: {model: b}}",
    "  model_group_retry_policy: {a: {DefaultRetries: 1}, f: {DefaultRetries: 1}}",
    "  fallbacks: [{f: [g]}]",
  ]),
  one("a wildcard covers a name", [
    "  - {model_name: x/*, litellm_params: {model: x/*}}",
    "router_settings:",
    "  fallbacks: [{a: [x/c]}, {'*': [b]}]",
  ]),
  one("models from the database", [
    "general_settings: {store_model_in_db: true}",
    "router_settings:",
    "  fallbacks: [{a: [c]}]",
  ]),
  one(
    "a fallback to itself",
    ["router_settings:", "  fallbacks: [{a: [a]}]"],
    "fallback-to-itself c.yaml:11:24",
  ),
  one("a circle", ["router_settings:", "  fallbacks: [{a: [b]}, {b: [a]}]"], "fallback-cycle c.yaml:11:23"),
  one(
    "more fallbacks than are tried",
    ["router_settings:", "  max_fallbacks: 1", "  fallbacks:", "    - a: [b, b]"],
    "many-fallbacks c.yaml:13:14",
  ),
  one(
    "fallbacks of a deployment",
    ["  - model_name: c", "    litellm_params: {model: x/c, fallbacks: [a]}"],
    "fallbacks-misplaced c.yaml:11:49",
  ),
  one(
    "a credential that is not there, one without information, and one twice",
    [
      "  - {model_name: c, litellm_params: {model: x/c, litellm_credential_name: k}}",
      "credential_list:",
      "  - {credential_name: l, credential_info: {}}",
      "  - {credential_name: l}",
    ],
    "unknown-credential c.yaml:10:79",
    "missing-credential-info c.yaml:13:9",
    "duplicate-credential c.yaml:13:27",
  ),
  one(
    "deployments that are the same",
    [
      "  - {model_name: a, litellm_params: {model: x/a}}",
      "  - {model_name: c, litellm_params: {model: x/c}, model_info: {id: i}}",
      "  - {model_name: d, litellm_params: {model: x/d}, model_info: {id: i}}",
    ],
    "duplicate-deployment c.yaml:10:9",
    "duplicate-model-id c.yaml:12:72",
  ),
  one(
    "streams that may start after their end",
    [
      "  - {model_name: c, litellm_params: {model: x/c, timeout: 700, stream_timeout: 701}}",
      "  - {model_name: d, litellm_params: {model: x/d, stream_timeout: 600}}",
      "litellm_settings: {request_timeout: 600}",
      "router_settings: {stream_timeout: 601}",
    ],
    "timeout-order c.yaml:10:84",
    "timeout-order c.yaml:13:39",
  ),
  ...(["{request: 9m59s}", "{request: 10m}", "{request: 0s}"] as const).map((timeouts, index) => ({
    name: `a route with ${timeouts}`,
    files: folder({
      "app.yaml": app("{}"),
      "c.yaml": config("litellm_settings: {request_timeout: 600}"),
      "r.yaml": route(timeouts),
    }),
    expected: index === 0 ? ["route-timeout r.yaml:8:27"] : [],
  })),
  {
    name: "an environment that lacks a name",
    files: folder({
      "app.yaml": app("{env: {A: x}, envFrom: [{secretRef: {name: s}}]}"),
      "s.sops.yaml": manifest("v1", "Secret", "s", "stringData: {B: x}\n"),
      "c.yaml": config(
        "general_settings: {master_key: os.environ/A, database_url: os.environ/B, x: os.environ/C}",
        "environment_variables: {D: x}",
        "litellm_settings: {y: os.environ/D}",
      ),
    }),
    expected: ["missing-environment c.yaml:10:81"],
  },
  {
    name: "an environment that cannot be known",
    files: folder({
      "app.yaml": app("{envFrom: [{secretRef: {name: s}}]}"),
      "c.yaml": config("general_settings: {master_key: os.environ/A}"),
    }),
    context: { external: [{ kind: "Secret", namespace: "ai", name: "s" }] },
    expected: [],
  },
  {
    name: "REDIS_URL beside cache_params",
    files: folder({
      "app.yaml": app("{env: [{name: REDIS_URL, value: x}]}"),
      "c.yaml": config("litellm_settings: {cache: true, cache_params: {type: redis}}"),
    }),
    expected: ["redis-url app.yaml:7:50"],
  },
  one("a cache without a place", ["litellm_settings: {cache: true}"], "missing-cache-params c.yaml:10:31"),
  one(
    "a user without a namespace",
    ["litellm_settings: {cache_params: {type: redis, username: u}}"],
    "missing-namespace c.yaml:10:62",
  ),
  one("the router's own connection", ["router_settings: {redis_host: h}"], "redis-in-router c.yaml:10:35"),
  ...(
    [
      ["covers all", `USER u on ${HASH} ~n:* &n:* +@all`, []],
      ["covers more", `USER u on ${HASH} ~* &* +@all`, []],
      ["covers other keys", `USER u on ${HASH} ~m:* &n:* +@all`, ["acl-keys c.yaml:12:79"]],
      ["only reads keys", `USER u on ${HASH} %R~n:* &n:* +@all`, ["acl-keys c.yaml:12:79"]],
      ["covers no channel", `USER u on ${HASH} ~n:* &n:x +@all`, ["acl-channels c.yaml:12:79"]],
      ["is another user's", `USER v on ${HASH} ~n:* &n:* +@all`, ["missing-acl-user c.yaml:12:65"]],
      ["is off", `USER u off ${HASH} ~n:* &n:* +@all`, ["missing-acl-user c.yaml:12:65"]],
      ["is sealed", "ENC[x]", []],
    ] as const
  ).map(([name, line, expected]) => ({
    name: `an ACL line that ${name}`,
    files: folder({ "c.yaml": TENANT, ...acl(line) }),
    expected,
  })),
  one(
    "keys in the wrong place",
    [
      "litellm_settings:",
      "  alerting: [slack]",
      "  guardrails: [{guardrail_name: g}]",
      "general_settings: {guardrails: []}",
      "router_settings: {no_such_key: 1}",
      "alerting: []",
    ],
    "misplaced-key c.yaml:11:17",
    "misplaced-key c.yaml:12:19",
    "misplaced-key c.yaml:13:36",
    "unknown-key c.yaml:14:36",
    "misplaced-key c.yaml:15:15",
  ),
  one("the first form of guardrails", ["litellm_settings: {guardrails: [{x: {}}]}"]),
];

test.each(cases)("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});
