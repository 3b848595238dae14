import type { Kind } from "./kinds.ts";
import type { KubeObject, Ref } from "./object.ts";

/** Which objects of a kind. */
export interface Where {
  readonly namespace?: string;
  readonly labels?: string;
  readonly fields?: string;
}

export interface List {
  readonly items: readonly KubeObject[];
  /** Where a watch goes on from. */
  readonly resourceVersion: string;
}

/** A change that the API server tells. */
export interface Change {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK";
  readonly object: KubeObject;
}

/** Which lines of a container's log. */
export interface LogRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly lines: number;
  /** Of the run before the present one. */
  readonly previous?: boolean;
}

/** What somebody would like to do. */
export interface Right {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace?: string;
}

/**
 * Everything that we ask of a Kubernetes API server. Nothing here deletes anything, and `apply` is for bootstrap alone.
 * Each rejects with a KubeError when the server does not do what it was asked.
 */
export interface KubeApi {
  /** The version of the server, such as `1.36.3`. */
  version(): Promise<string>;
  /** The kind as the server serves it; undefined when it does not know it. */
  kind(of: Pick<Ref, "apiVersion" | "kind">): Promise<Kind | undefined>;
  /** Whether the server serves the kind in that version now; unlike `kind` it always asks. */
  serves(of: Pick<Ref, "apiVersion" | "kind">): Promise<boolean>;
  /** The object; undefined when it is not there, or its kind is not. */
  get(ref: Ref): Promise<KubeObject | undefined>;
  list(kind: Kind, where?: Where): Promise<List>;
  /** Changes after the resource version of a list, until the server ends the stream. */
  watch(
    kind: Kind,
    where: Where & { readonly resourceVersion: string },
    signal: AbortSignal,
  ): AsyncIterable<Change>;
  /** Sets annotations and leaves the others as they are. */
  annotate(ref: Ref, annotations: Readonly<Record<string, string>>): Promise<KubeObject>;
  /** Sets `spec.suspend`. */
  suspend(ref: Ref, suspended: boolean): Promise<KubeObject>;
  /** Server-side apply; `dry` only asks whether the server would take it. */
  apply(object: KubeObject, dry: boolean): Promise<KubeObject>;
  /** The last lines of a log. */
  log(request: LogRequest): Promise<string>;
  /** Whether the server would let us. */
  mayI(right: Right): Promise<boolean>;
}

/** Why the API server did not do what it was asked. */
export type KubeReason =
  | "unreachable"
  | "certificate"
  | "credentials"
  | "forbidden"
  | "not-found"
  | "expired"
  | "invalid"
  | "other";

/** A request that was not done; the message is the server's or the system's, and never holds a credential. */
export class KubeError extends Error {
  readonly reason: KubeReason;
  readonly status: number;
  constructor(reason: KubeReason, message: string, status = 0) {
    super(message);
    this.name = "KubeError";
    this.reason = reason;
    this.status = status;
  }
}

export function isKubeError(error: unknown): error is KubeError {
  return error instanceof Error && error.name === "KubeError";
}
