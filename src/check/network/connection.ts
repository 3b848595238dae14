import type { Caller } from "../context.ts";
import { anyOf } from "../labels.ts";
import type { Pods } from "../pods.ts";
import type { Outside } from "./outside.ts";

/** Pods on one side of a connection, with a name for messages. */
export interface End {
  readonly name: string;
  readonly pods: Pods;
}

/** What pods do over the network, as far as the files show it. */
export interface Connection {
  readonly from: End;
  readonly to: End | Outside;
  /** Where `to` listens; undefined when that cannot be known. */
  readonly port: number | undefined;
}

/** Pods whose labels cannot be known, of one namespace or of any. */
export function somePods(name: string, caller: Partial<Caller> = {}): End {
  return { name, pods: { namespace: caller.namespace, labels: anyOf(caller.labels ?? {}, /./) } };
}
