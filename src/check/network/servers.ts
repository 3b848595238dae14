import type { Applied } from "../applied.ts";
import { objectPods, type Pods } from "../pods.ts";
import { get, text } from "../value.ts";

/** A rendered server, and the names and the port that lead to it. */
export interface Server {
  readonly object: Applied;
  readonly pods: Pods;
  readonly hosts: readonly string[];
  readonly port: number;
}

/** The databases and caches that an operator makes of an object; none for other kinds. */
export function serversOf(object: Applied): Server[] {
  const [pods] = objectPods(object);
  if (!pods) return [];
  const { name, manifest } = object;
  switch (`${manifest.group}/${object.kind}`) {
    case "postgresql.cnpg.io/Cluster":
      return [{ object, pods, hosts: ["-rw", "-ro", "-r"].map((end) => `${name}${end}`), port: 5432 }];
    case "postgresql.cnpg.io/Pooler":
      return [{ object, pods, hosts: [name], port: 5432 }];
    case "dragonflydb.io/Dragonfly": {
      const host = text(get(manifest.value, "spec", "serviceSpec", "name")) ?? name;
      return [{ object, pods, hosts: [host], port: 6379 }];
    }
    default:
      return [];
  }
}

/** True when the text names the server with its namespace, or alone in a URL from within it. */
export function namesServer(written: string, { hosts, pods }: Server, from: string | undefined): boolean {
  return hosts.some((host) => {
    const whole = new RegExp(`(?<![\\w.-])${literal(host)}\\.${literal(pods.namespace ?? "")}(?![\\w-])`);
    const short = new RegExp(`(@|://)${literal(host)}(?=[:/?]|$)`);
    return whole.test(written) || (from === pods.namespace && short.test(written));
  });
}

function literal(name: string): string {
  return name.replace(/[^\w-]/g, "\\$&");
}
