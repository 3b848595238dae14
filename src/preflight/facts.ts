import type { KubeReason } from "../kubernetes/api.ts";
import type { Problem } from "../problem.ts";

/** A request that the cluster did not answer as hoped. */
export interface Trouble {
  readonly reason: KubeReason;
  readonly message: string;
}

export interface ControllerFacts {
  readonly name: string;
  /** From the tag of its image; undefined where that names none. */
  readonly version: string | undefined;
  readonly isReady: boolean;
}

export interface FluxFacts {
  readonly namespace: string;
  /** Kinds of Flux that the server does not serve. */
  readonly missingKinds: readonly string[];
  /** Deployments of Flux in its namespace; undefined where we may not list them. */
  readonly controllers: readonly ControllerFacts[] | undefined;
  /** True when some controller has acted upon a source here. */
  readonly isAlive: boolean;
}

/** The GitRepository that the cluster follows. */
export interface SourceFacts {
  readonly url: string;
  readonly branch: string | undefined;
  readonly isSuspended: boolean;
}

/** A kind that the tree uses and the server does not serve. */
export interface MissingKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly path: string;
  /** True when the tree installs something before that may bring it. */
  readonly mayCome: boolean;
}

/** A Secret that Flux decrypts with. */
export interface DecryptionKey {
  readonly namespace: string;
  readonly secret: string;
  /** Public keys of its entries; undefined when the Secret is not there, "hidden" when we may not read it. */
  readonly publicKeys: readonly string[] | "hidden" | undefined;
}

export interface SealedFile {
  readonly path: string;
  readonly recipients: readonly string[];
}

export interface RightFacts {
  readonly what: string;
  readonly allowed: boolean;
  /** False for what only a diagnosis needs. */
  readonly isNeeded: boolean;
}

/** What Git knows of the checkout. */
export interface CheckoutFacts {
  readonly branch: string;
  readonly commit: string;
  /** Paths that are changed or not tracked; "unknown" where Git took too long to say. */
  readonly dirty: readonly string[] | "unknown";
  /** The root below the top of the repository, without a slash at its end; empty at the top. */
  readonly folder: string;
  /** The remote that was asked; undefined where there is none. */
  readonly remote: { readonly url: string; readonly isFollowed: boolean | undefined } | undefined;
  /** The commit that the remote's branch is at; undefined when it has no such branch, "unknown" when nobody can say. */
  readonly pushed: string | "unknown" | undefined;
}

/** Everything that the preflight judges by; gathered first, so that the judging is pure. */
export interface PreflightFacts {
  readonly context: string;
  readonly server: string;
  /** `kubernetes_context` of cluster.yaml. */
  readonly expectedContext: string | undefined;
  readonly version: string | Trouble;
  readonly rights: readonly RightFacts[];
  readonly flux: FluxFacts;
  /** Undefined: there is no GitRepository of that name. "hidden": we may not look. */
  readonly source: SourceFacts | "hidden" | undefined;
  readonly sourceName: string;
  readonly wantedBranch: string;
  /** `repository_url` of cluster.yaml, or what the command line says. */
  readonly wantedUrl: string | undefined;
  readonly missingKinds: readonly MissingKind[];
  readonly kindCount: number;
  /** Folders that our Flux Kustomizations apply; undefined where the tree could not be rendered. */
  readonly folders: readonly string[] | undefined;
  readonly keys: readonly DecryptionKey[];
  readonly sealed: readonly SealedFile[];
  /** "missing": no `git`; "none": not in a repository. */
  readonly checkout: CheckoutFacts | "missing" | "none";
  /** How many files configure would change; undefined when that cannot be said. */
  readonly stale: number | undefined;
  readonly configProblems: readonly Problem[];
}
