import type { RequestOptions } from "node:https";
import { KubeConfig } from "@kubernetes/client-node/dist/config.js";
import type { Outcome, Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import type { KubeApi } from "./api.ts";
import { kubeApi } from "./client.ts";
import { assertUsable } from "./client-certificate.ts";
import { execSignIn } from "./exec-plugin.ts";
import type { Forward } from "./forward.ts";
import { mergedKubeconfigs } from "./kubeconfig-files.ts";
import { proxyFor } from "./proxy.ts";
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
  /** True where a program that signs in may ask a person. */
  readonly interactive?: boolean;
  /** Names proxies for clusters that name none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads kubeconfigs, with whatever signs in that they name (certificates, tokens, exec plugins, OIDC). Asks nothing yet.
 * Problems: `kubeconfig-missing`, `kubeconfig-invalid`, `context-unknown`.
 */
export function connect({
  files,
  inCluster,
  context,
  interactive = false,
  env = {},
}: ConnectionWish): Outcome<Connection> {
  if (files.length === 0 && !inCluster) return fault(missing);
  const { value: config, problems } = files.length === 0 ? ownAccount() : mergedKubeconfigs(files);
  if (!config) return { value: undefined, problems };
  if (context !== undefined) config.setCurrentContext(context);
  const wrong = contextProblem(config);
  const [name, cluster] = [config.getCurrentContext(), config.getCurrentCluster()];
  if (wrong || !cluster) return fault(wrong ?? missing);
  Object.assign(cluster, { proxyUrl: cluster.proxyUrl || proxyFor(cluster.server, env) });
  signInByPlugin(config, interactive);
  const { server, tlsServerName } = cluster;
  const options = keptFor(fresh, async () => {
    const asked: RequestOptions = tlsServerName ? { servername: tlsServerName } : {};
    await config.applyToHTTPSOptions(asked);
    assertUsable(asked, new Date());
    return asked;
  });
  const api = kubeApi(askOver({ server, options }));
  return { value: { api, context: name, server, forward: forwardLater(config) }, problems: [] };
}

function ownAccount(): Outcome<KubeConfig> {
  const config = new KubeConfig();
  config.loadFromCluster();
  return { value: config, problems: [] };
}

/** Its own way to start programs shows nobody what they say, and tells them nothing. */
function signInByPlugin(config: KubeConfig, interactive: boolean): void {
  const [user, cluster] = [config.getCurrentUser(), config.getCurrentCluster()];
  if (!user?.exec || !cluster) return;
  const told = {
    server: cluster.server,
    ...(cluster.caData !== undefined && { "certificate-authority-data": cluster.caData }),
    ...(cluster.skipTLSVerify && { "insecure-skip-tls-verify": true }),
    ...(cluster.tlsServerName !== undefined && { "tls-server-name": cluster.tlsServerName }),
    ...(cluster.proxyUrl !== undefined && { "proxy-url": cluster.proxyUrl }),
  };
  const signIn = execSignIn(user.exec, { interactive, cluster: told });
  Object.assign(user, { exec: undefined });
  config.addAuthenticator({
    isAuthProvider: ({ name }) => name === user.name,
    applyAuthentication: (_user, options) => signIn(options as RequestOptions),
  });
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

function fault(problem: Problem): Outcome<Connection> {
  return { value: undefined, problems: [problem] };
}

const missing: Problem = {
  code: "kubeconfig-missing",
  severity: "error",
  message: "no kubeconfig is here, so no cluster can be asked",
  hint: "name its file in KUBECONFIG, or put it at ~/.kube/config",
};

/** Why there is no cluster and no user behind the chosen context; undefined where there are. */
function contextProblem(config: KubeConfig): Problem | undefined {
  const name = config.getCurrentContext() || "";
  const contexts = config.getContexts();
  const context = contexts.find((each) => each.name === name);
  if (!context) return unknownContext(name, contexts);
  const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()];
  if (!cluster) return lacking(name, `cluster ${context.cluster}`);
  if (!user) return lacking(name, context.user ? `user ${context.user}` : "user, and names none");
  return URL.canParse(cluster.server) ? undefined : lacking(name, "server whose address is a URL");
}

function lacking(name: string, what: string): Problem {
  return {
    code: "context-unknown",
    severity: "error",
    message: `the context ${clean(name)} has no ${clean(what)} in the kubeconfig`,
    hint: "kubectl config view shows what is there; fetch the kubeconfig again, or name another context with --context",
  };
}

function unknownContext(name: string, contexts: readonly { readonly name: string }[]): Problem {
  const message =
    name === "" ? "the kubeconfig names no current context" : `no context ${clean(name)} in the kubeconfig`;
  const hint =
    contexts.length === 0
      ? "add one to the kubeconfig"
      : `name one of ${contexts.map((each) => clean(each.name)).join(", ")} with --context`;
  return { code: "context-unknown", severity: "error", message, hint };
}
