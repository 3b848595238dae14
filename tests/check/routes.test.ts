import { expect, test } from "vitest";
import {
  cluster,
  dragonfly,
  FLUX,
  findings,
  folder,
  ingress,
  manifest,
  release,
  route,
  type SmallCase,
} from "./small.ts";

const SERVICES =
  "    service:\n      web: {ports: {http: {port: 80}}}\n      api: {ports: {http: {port: 81}, off: {port: 82, enabled: false}}}\n";
/** Objects that another repository brings into a namespace; undefined: into that of the source. */
const brought = (target?: string): Record<string, string> => ({
  "git.yaml": manifest(
    "source.toolkit.fluxcd.io/v1",
    "GitRepository",
    "other",
    "spec: {url: 'https://a.b'}\n",
  ),
  "ks.yaml": manifest(
    FLUX,
    "Kustomization",
    "other",
    `spec:\n  path: ./deploy\n  sourceRef: {kind: GitRepository, name: other}\n${target ? `  targetNamespace: ${target}\n` : ""}`,
  ),
});
const cases: readonly SmallCase[] = [
  {
    name: "a Service that another repository may bring",
    files: folder({ ...brought(), "r.yaml": route("{name: theirs, port: 80}") }),
    expected: [],
  },
  {
    name: "another repository that brings its objects elsewhere",
    files: folder({
      ...brought("kube-system"),
      "r.yaml": route("{name: theirs, port: 80}"),
    }),
    expected: ["missing-object r.yaml:8:18"],
  },
  {
    name: "one Service of a release",
    files: folder({
      "app.yaml": release("    service: {web: {ports: {http: {port: 80}}}}\n"),
      "r.yaml": route("{name: app, port: 80}"),
    }),
    expected: [],
  },
  {
    name: "two Services of a release",
    files: folder({ "app.yaml": release(SERVICES), "r.yaml": route("{name: app-web, port: 80}") }),
    expected: [],
  },
  {
    name: "two Services, none called like the release",
    files: folder({ "app.yaml": release(SERVICES), "r.yaml": route("{name: app, port: 80}") }),
    expected: ["missing-object r.yaml:8:18"],
  },
  {
    name: "a port that is off",
    files: folder({ "app.yaml": release(SERVICES), "r.yaml": route("{name: app-api, port: 82}") }),
    expected: ["missing-port r.yaml:8:33"],
  },
  {
    name: "a renamed Service",
    files: folder({
      "app.yaml": release("    service: {web: {forceRename: gate, ports: {http: {port: 80}}}}\n"),
      "r.yaml": route("{name: gate, port: 80}"),
    }),
    expected: [],
  },
  {
    name: "another name for the release",
    files: folder({
      "app.yaml": release(
        "    global: {fullnameOverride: gate}\n    service: {web: {ports: {http: {port: 80}}}}\n",
      ),
      "r.yaml": route("{name: app, port: 80}"),
    }),
    expected: ["missing-object r.yaml:8:18"],
  },
  {
    name: "a suffix",
    files: folder({
      "app.yaml": release("    service: {web: {suffix: gate, ports: {http: {port: 80}}}}\n"),
      "r.yaml": route("{name: app-gate, port: 80}"),
    }),
    expected: [],
  },
  {
    name: "a Service of our own",
    files: folder({
      "s.yaml": manifest("v1", "Service", "s", "spec: {ports: [{port: 1}]}\n"),
      "r.yaml": route("{name: s, port: 1}"),
    }),
    expected: [],
  },
  {
    name: "Dragonfly's Service",
    files: folder({ "d.yaml": dragonfly, "r.yaml": route("{name: cache, port: 6379}") }),
    expected: [],
  },
  {
    name: "a PostgreSQL Service",
    files: folder({ "c.yaml": cluster, "r.yaml": route("{name: pg-rw, port: 5432}") }),
    expected: [],
  },
  {
    name: "a PostgreSQL Service on another port",
    files: folder({ "c.yaml": cluster, "r.yaml": route("{name: pg-ro, port: 5433}") }),
    expected: ["missing-port r.yaml:8:31"],
  },
  {
    name: "a backend that is no Service",
    files: folder({ "r.yaml": route("{group: gateway.envoyproxy.io, kind: Backend, name: x}") }),
    expected: [],
  },
  {
    name: "a Service of a chart we do not know",
    files: folder({
      "h.yaml": manifest("helm.toolkit.fluxcd.io/v2", "HelmRelease", "headlamp", "spec: {}\n"),
      "r.yaml": route("{name: headlamp, port: 80}"),
    }),
    expected: [],
  },
  {
    name: "a declared Service",
    files: folder({ "r.yaml": route("{name: x, port: 80}") }),
    context: { external: [{ kind: "Service", name: "x" }] },
    expected: [],
  },
  {
    name: "an Ingress",
    files: folder({ "c.yaml": cluster, "i.yaml": ingress("{name: pg-rw, port: {number: 5432}}") }),
    expected: [],
  },
  {
    name: "an Ingress by the name of a port",
    files: folder({ "c.yaml": cluster, "i.yaml": ingress("{name: pg-rw, port: {name: postgres}}") }),
    expected: [],
  },
  {
    name: "an Ingress to another Service",
    files: folder({ "c.yaml": cluster, "i.yaml": ingress("{name: pg, port: {number: 5432}}") }),
    expected: ["missing-object i.yaml:10:39"],
  },
  {
    name: "an Ingress to another port",
    files: folder({ "c.yaml": cluster, "i.yaml": ingress("{name: pg-rw, port: {number: 80}}") }),
    expected: ["missing-port i.yaml:10:52"],
  },
  {
    name: "an Ingress to a port of another name",
    files: folder({ "c.yaml": cluster, "i.yaml": ingress("{name: pg-rw, port: {name: web}}") }),
    expected: ["missing-port i.yaml:10:52"],
  },
  {
    name: "an Ingress for everything else",
    files: folder({
      "i.yaml": manifest(
        "networking.k8s.io/v1",
        "Ingress",
        "i",
        "spec: {defaultBackend: {service: {name: gone, port: {number: 80}}}}\n",
      ),
    }),
    expected: ["missing-object i.yaml:5:41"],
  },
  {
    name: "app-template's own route",
    files: folder({
      "app.yaml": release(
        "    service: {web: {ports: {http: {port: 80}}}}\n    route: {web: {rules: [{backendRefs: [{identifier: web, port: 80}, {identifier: api, port: 80}]}]}}\n",
      ),
    }),
    expected: ["missing-object app.yaml:9:84"],
  },
  {
    name: "a grant",
    files: {
      ...folder({ "r.yaml": route("{name: cache, namespace: far, port: 6379}") }),
      "far/kustomization.yaml": "namespace: far\nresources: [./d.yaml, ./grant.yaml]\n",
      "far/d.yaml": dragonfly,
      "far/grant.yaml": manifest(
        "gateway.networking.k8s.io/v1beta1",
        "ReferenceGrant",
        "g",
        "spec:\n  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: ai}]\n  to: [{group: '', kind: Service}]\n",
      ),
    },
    expected: [],
  },
  {
    name: "a grant for another Service",
    files: {
      ...folder({ "r.yaml": route("{name: cache, namespace: far, port: 6379}") }),
      "far/kustomization.yaml": "namespace: far\nresources: [./d.yaml, ./grant.yaml]\n",
      "far/d.yaml": dragonfly,
      "far/grant.yaml": manifest(
        "gateway.networking.k8s.io/v1beta1",
        "ReferenceGrant",
        "g",
        "spec:\n  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: ai}]\n  to: [{group: '', kind: Service, name: x}]\n",
      ),
    },
    expected: ["missing-reference-grant r.yaml:8:36"],
  },
];

test.each(cases)("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});
