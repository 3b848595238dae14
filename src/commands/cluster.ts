import type { Variables } from "../derive.ts";
import type { Io } from "../io.ts";
import type { Connection } from "../kubernetes/kubeconfig.ts";
import type { Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import type { Wiring } from "./preflight-facts.ts";

export interface ClusterOptions {
  readonly context?: string;
  readonly yes?: boolean;
}

/** What cluster.yaml says about how the cluster follows the repository. */
export function wiringOf(variables: Variables): Wiring {
  const text = (name: string) => {
    const value = variables.value(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return {
    namespace: text("flux_namespace") ?? "flux-system",
    source: text("flux_source_name") ?? "flux-system",
    branch: text("repository_branch") ?? "main",
    url: text("repository_url"),
    context: text("kubernetes_context"),
    keySecret: text("flux_decryption_secret"),
  };
}

/**
 * Whether a person agrees to this cluster: not asked where cluster.yaml or the command line names it. Problems:
 * `other-context`, where another one is meant and nobody can be asked, `declined`.
 */
export async function agreed(
  connection: Connection,
  wiring: Wiring,
  options: ClusterOptions,
  io: Io,
): Promise<Problem | undefined> {
  const { context, server } = connection;
  if (options.context !== undefined || wiring.context === context) return undefined;
  if (options.yes || !io.ask) return notThatCluster(connection, wiring, { ...options, yes: true });
  const answer = await io.ask(
    `context ${clean(context)} at ${clean(server)}: is that the right cluster? [y/N] `,
  );
  return /^y(es)?$/i.test(answer) ? undefined : declined;
}

/** Keys and passwords go to the cluster: `--yes` alone does not mean one that cluster.yaml does not name. */
export function notThatCluster(
  { context }: Connection,
  wiring: Wiring,
  { context: named, yes }: ClusterOptions,
): Problem | undefined {
  if (!yes || named !== undefined || wiring.context === undefined) return undefined;
  return wiring.context === context ? undefined : otherContext(context, wiring.context);
}

const declined: Problem = {
  code: "declined",
  severity: "error",
  message: "nothing was done",
  hint: "name another cluster with --context, or set kubernetes_context in cluster.yaml so that it is not asked",
};

function otherContext(context: string, expected: string): Problem {
  return {
    code: "other-context",
    severity: "error",
    message: `the context is ${clean(context)}, and cluster.yaml names ${clean(expected)}`,
    hint: `say --context ${clean(expected)}, or --context ${clean(context)} when that is meant`,
  };
}

/** Why the API server did not do what was asked, as a problem. */
export function apiProblem({
  reason,
  message,
}: {
  readonly reason: string;
  readonly message: string;
}): Problem {
  const hints: Readonly<Record<string, string>> = {
    forbidden: "ask for a role that allows it; clusterloom reconcile --preflight-only lists what is needed",
    credentials: "sign in again, or fetch a kubeconfig whose certificate or token has not run out",
    certificate: "the kubeconfig is of another cluster or its certificate was renewed: fetch it again",
    unreachable: "check that the cluster runs and that this machine reaches it",
  };
  const hint = hints[reason];
  return { code: `api-${reason}`, severity: "error", message: clean(message), ...(hint && { hint }) };
}
