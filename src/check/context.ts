import type { Position } from "../problem.ts";
import type { Schema } from "./schema/schema.ts";

/** An object that exists outside of the rendered files. `*` as name or namespace stands for any. */
export interface External {
  readonly kind: string;
  readonly name: string;
  /** Absent: in any namespace, or an object without one. */
  readonly namespace?: string;
}

/** Pods outside of the files that connect to pods in them. */
export interface Caller {
  readonly namespace: string;
  /** Labels that they have for sure; they may have others. */
  readonly labels: Readonly<Record<string, string>>;
}

/** How rendered text goes back to settings. */
export interface Provenance {
  /** True when what stands on the line may have been computed from the setting. */
  readonly comesFrom: (setting: string, at: Position) => boolean;
  /** Where the setting is written. */
  readonly placeOf: (setting: string) => Position;
}

/** What the check stage knows besides the files. */
export interface CheckContext {
  /** Values that may only stand in sealed files, by the name of their setting. */
  readonly secrets?: ReadonlyMap<string, string>;
  /**
   * Paths that are in the repository already, are not ours and will stay; what they hold is not known.
   * A file of ours that is about to be pruned must not be among them.
   */
  readonly present?: ReadonlySet<string>;
  /** Objects that others bring into the cluster, such as Gateways, StorageClasses or a neighbour's Services. */
  readonly external?: readonly External[];
  /**
   * Folders that something outside of the files applies. Absent: `kubernetes/flux/cluster`, else `kubernetes/apps`,
   * else every kustomization that no other one names.
   */
  readonly entries?: readonly string[];
  /** Paths of files that others wrote, who may let Flux substitute variables in them. */
  readonly theirs?: ReadonlySet<string>;
  /** Absent for files that were not just rendered: every line may come from every setting. */
  readonly provenance?: Provenance;
  /** Who comes through Gateways. Absent: pods of any namespace. */
  readonly gatewayProxies?: Caller;
  /** Who comes through Ingresses. Absent: pods of any namespace. */
  readonly ingressController?: Caller;
  /** Who scrapes what monitors select. Absent: pods of any namespace. */
  readonly collector?: Caller;
  /** Schemas that the user brings, by `<apiVersion>/<kind>`; they win over ours. */
  readonly schemas?: ReadonlyMap<string, Schema>;
}
