import { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import type { Outcome, Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import type { KubeApi } from "./api.ts";
import { kubeApi } from "./client.ts";
import type { Forward } from "./forward.ts";
import { askOver } from "./transport.ts";

/** A way to a cluster: the API behind one context of a kubeconfig. */
export interface Connection {
  readonly api: KubeApi;
  readonly context: string;
  readonly server: string;
  /** Leads to pods; its code is loaded when it is first used. */
  readonly forward: Forward;
}

/** Where kubeconfigs lie and which context is wanted; the current one when none is named. */
export interface ConnectionWish {
  /** Existing files, the first one wins where two say different things; none: the pod's own account. */
  readonly files: readonly string[];
  readonly inCluster: boolean;
  readonly context?: string;
}

/**
 * Reads kubeconfigs, with whatever signs in that they name (certificates, tokens, exec plugins, OIDC). Asks nothing yet.
 * Problems: `kubeconfig-missing`, `kubeconfig-invalid`, `context-unknown`.
 */
export function connect({ files, inCluster, context }: ConnectionWish): Outcome<Connection> {
  const config = new KubeConfig();
  try {
    if (files.length === 0 && !inCluster) return fault(missing);
    if (files.length === 0) config.loadFromCluster();
    for (const [index, file] of files.entries()) {
      if (index === 0) config.loadFromFile(file);
      else addFile(config, file);
    }
  } catch (error) {
    return fault(invalid(error));
  }
  if (context !== undefined) config.setCurrentContext(context);
  const [name, cluster] = [config.getCurrentContext(), config.getCurrentCluster()];
  const known = config.getContexts().map((each) => each.name);
  if (!cluster) return fault(unknownContext(name, known));
  const { server, tlsServerName } = cluster;
  const options = keptFor(fresh, async () => {
    const asked = tlsServerName ? { servername: tlsServerName } : {};
    await config.applyToHTTPSOptions(asked);
    return asked;
  });
  const api = kubeApi(askOver({ server, options }));
  return { value: { api, context: name, server, forward: forwardLater(config) }, problems: [] };
}

function forwardLater(config: KubeConfig): Forward {
  return async (...to) => {
    const { forwardOver } = await import("./forward.ts");
    return forwardOver(config)(...to);
  };
}

/** Milliseconds for which a credential is used again: signing in may start a program each time. */
const fresh = 10_000;

function keptFor<T>(milliseconds: number, make: () => Promise<T>): () => Promise<T> {
  let kept: { readonly made: Promise<T>; readonly at: number } | undefined;
  return () => {
    if (!kept || Date.now() - kept.at > milliseconds) kept = { made: make(), at: Date.now() };
    return kept.made;
  };
}

function addFile(config: KubeConfig, file: string): void {
  const further = new KubeConfig();
  further.loadFromFile(file);
  config.mergeConfig(further, true);
}

function fault(problem: Problem): Outcome<Connection> {
  return { value: undefined, problems: [problem] };
}

const missing: Problem = {
  code: "kubeconfig-missing",
  severity: "error",
  message: "no kubeconfig is here, so no cluster can be asked",
  hint: "name its file in KUBECONFIG, or put it at ~/.kube/config",
};

/** The parser's message may quote the file, which holds keys: only its first words are told. */
function invalid(error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code;
  const why = code ?? (error instanceof Error ? error.name : "unknown reason");
  return {
    code: "kubeconfig-invalid",
    severity: "error",
    message: `the kubeconfig cannot be read (${clean(why)})`,
    hint: "try kubectl config view, or name another file in KUBECONFIG",
  };
}

function unknownContext(name: string, known: readonly string[]): Problem {
  const shown =
    name === "" ? "the kubeconfig names no current context" : `no context ${clean(name)} in the kubeconfig`;
  const hint =
    known.length === 0
      ? "add one to the kubeconfig"
      : `name one of ${known.map(clean).join(", ")} with --context`;
  return { code: "context-unknown", severity: "error", message: shown, hint };
}
