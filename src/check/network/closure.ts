import type { Problem } from "../../problem.ts";
import type { Applied } from "../applied.ts";
import { anyOf, maySelect } from "../labels.ts";
import { isShared } from "../lookup.ts";
import { objectPods, type Pods } from "../pods.ts";
import { error, shown } from "../problems.ts";
import type { Tree } from "../tree.ts";
import { get, text } from "../value.ts";
import { listArchivers, listClients } from "./clients.ts";
import { governs, listPolicies, mayOpen, type Policy, type Side } from "./policies.ts";

/** A rendered server, and the names and the port that lead to it. */
interface Server {
  readonly object: Applied;
  readonly pods: Pods;
  readonly hosts: readonly string[];
  readonly port: number;
}

/**
 * Where policies are enforced, they open every connection that the files show between rendered pods: gives
 * `closed-egress` and `closed-ingress`. Policies add up, so where others may exist nothing is said.
 */
export function* checkNetworkClosure(tree: Tree): Iterable<Problem> {
  const policies = listPolicies(tree.objects);
  if (policies.length === 0 || tree.objects.some(({ kind }) => /ClusterwideNetworkPolicy$/.test(kind)))
    return;
  const servers = tree.objects.flatMap(serversOf);
  for (const { object, pods, texts } of [...listClients(tree), ...listArchivers(tree)]) {
    for (const namespace of namespacesIn(texts)) {
      if (servers.some((server) => server.pods.namespace === namespace)) continue;
      const peer = { namespace, labels: anyOf({}, /./) };
      const ends = { from: object.name, to: `namespace ${namespace}` };
      yield* closed(tree, policies, { side: "egress", own: pods, peer, port: undefined, ...ends });
    }
    for (const server of servers) {
      if (!texts.some((written) => names(written, server, pods.namespace))) continue;
      const ends = { from: object.name, to: server.object.name };
      yield* closed(tree, policies, {
        side: "egress",
        own: pods,
        peer: server.pods,
        port: server.port,
        ...ends,
      });
      yield* closed(tree, policies, {
        side: "ingress",
        own: server.pods,
        peer: pods,
        port: server.port,
        ...ends,
      });
    }
  }
}

function serversOf(object: Applied): Server[] {
  const [pods] = objectPods(object);
  if (!pods) return [];
  const { name, manifest } = object;
  switch (`${manifest.group}/${object.kind}`) {
    case "postgresql.cnpg.io/Cluster":
      return [{ object, pods, hosts: ["-rw", "-ro", "-r"].map((end) => `${name}${end}`), port: 5432 }];
    case "postgresql.cnpg.io/Pooler":
      return [{ object, pods, hosts: [name], port: 5432 }];
    case "dragonflydb.io/Dragonfly":
      return [
        {
          object,
          pods,
          hosts: [text(get(manifest.value, "spec", "serviceSpec", "name")) ?? name],
          port: 6379,
        },
      ];
    default:
      return [];
  }
}

/** True when the text names the server with its namespace, or alone in a URL from within it. */
function names(written: string, { hosts, pods }: Server, from: string | undefined): boolean {
  return hosts.some((host) => {
    const whole = new RegExp(`(?<![\\w.-])${literal(host)}\\.${literal(pods.namespace ?? "")}(?![\\w-])`);
    const short = new RegExp(`(@|://)${literal(host)}(?=[:/?]|$)`);
    return whole.test(written) || (from === pods.namespace && short.test(written));
  });
}

function literal(name: string): string {
  return name.replace(/[^\w-]/g, "\\$&");
}

/** Namespaces of the Services in URLs; `default` holds the API server's, behind which are no pods. */
function namespacesIn(texts: readonly string[]): ReadonlySet<string> {
  const hosts = /\bhttps?:\/\/[a-z0-9-]+\.([a-z0-9-]+)\.svc(?![\w-])/g;
  const found = texts.flatMap((written) =>
    [...written.matchAll(hosts)].map(([, namespace]) => namespace ?? ""),
  );
  return new Set(found.filter((namespace) => namespace !== "default"));
}

interface Connection {
  readonly side: Side;
  readonly own: Pods;
  readonly peer: Pods;
  /** Undefined behind a Service whose pods listen on a port that cannot be known. */
  readonly port: number | undefined;
  readonly from: string;
  readonly to: string;
}

function* closed(tree: Tree, policies: readonly Policy[], connection: Connection): Iterable<Problem> {
  const { side, own, peer, port, from, to } = connection;
  const ours = policies.filter((policy) => policy.side === side && governs(policy, own));
  const [first] = ours;
  if (!first || isShared(tree, own.namespace ?? "")) return;
  if (
    policies.some((policy) => policy.side === side && mayGovern(policy, own) && mayOpen(policy, peer, port))
  )
    return;
  const what = port === undefined ? "a way" : `port ${port}`;
  const message = `no ${side} rule opens ${what} from ${shown(from)} to ${shown(to)}`;
  const hint = `add ${side === "egress" ? "an egress" : "an ingress"} rule with the labels of those pods`;
  yield error(`closed-${side}`, first.object.manifest.at(["spec", side]), message, hint);
}

/** Also policies that may select only some of the pods, such as a primary by its role, can open a port. */
function mayGovern({ governed }: Policy, { namespace, labels }: Pods): boolean {
  const isNear = !governed.namespaces || namespace === undefined || governed.namespaces.includes(namespace);
  return isNear && maySelect(governed.selector, labels);
}
