import type { Facts, HandoverSource, HandoverStep } from "../../app.ts";
import { block, bullets, code, numbered, paragraphs } from "../../handover/markdown.ts";
import type { HeadlampVariables } from "./variables.ts";

type V = HeadlampVariables;

/** What is left to people: signing in, and the assistant's settings, which live in each browser. */
export const handover: HandoverSource<V> = (v, facts) => [
  ...(v.headlamp_oidc_enabled ? [apiServer(v, facts)] : [token(v)]),
  ...(v.headlamp_ai_assistant_enabled ? [assistant(v, facts), keyForEach(v)] : []),
];

/** Kubernetes, Authenticating: OpenID Connect Tokens. */
function apiServer(v: V, facts: Facts): HandoverStep {
  const issuer = facts.offer("oidc-issuer")?.issuer ?? "";
  const flags = [
    `--oidc-issuer-url=${issuer}`,
    `--oidc-client-id=${v.headlamp_oidc_client_id}`,
    "--oidc-username-claim=email",
    `--oidc-groups-claim=${v.headlamp_oidc_groups_claim}`,
    ...(v.headlamp_oidc_groups_prefix === ""
      ? []
      : [`--oidc-groups-prefix=${v.headlamp_oidc_groups_prefix}`]),
  ];
  return {
    chapter: "sign-in",
    title: "Let the API server trust Headlamp's users",
    text: paragraphs(
      "Headlamp hands a user's token on to the API server, which must know the issuer and the client. As flags of kube-apiserver:",
      block("", flags.join("\n")),
      rights(v),
    ),
  };
}

function rights(v: V): string {
  if (v.headlamp_role_bindings.length === 0)
    return "Users see nothing until their groups have roles: `headlamp_group_roles` in cluster.yaml gives them some.";
  const bindings = v.headlamp_role_bindings.map(
    ({ group, cluster_role }) => `${code(group)} has the ClusterRole ${code(cluster_role)}`,
  );
  return paragraphs("This repository gives users their rights by their groups:", bullets(bindings));
}

function token(v: V): HandoverStep {
  const namespace = v.headlamp_namespace;
  const lines = [
    `kubectl --namespace ${namespace} create serviceaccount viewer`,
    `kubectl create clusterrolebinding headlamp-viewer --clusterrole=view --serviceaccount=${namespace}:viewer`,
    `kubectl --namespace ${namespace} create token viewer`,
  ];
  return {
    chapter: "sign-in",
    title: "Make a token for Headlamp",
    text: paragraphs(
      `Users of <${v.headlamp_public_url}> paste the token of a ServiceAccount. This one may read everything but Secrets:`,
      block("sh", lines.join("\n")),
    ),
  };
}

/** The names of fields and buttons are those of the assistant 0.3 (ai-common/src/providers/catalog.ts). */
function assistant(v: V, facts: Facts): HandoverStep {
  const served = facts.offer("openai-api")?.chatModels ?? [];
  const models = v.headlamp_ai_assistant_models.length > 0 ? v.headlamp_ai_assistant_models : served;
  return {
    chapter: "browser",
    title: "Set the AI assistant up, once in every browser",
    text: paragraphs(
      "Headlamp keeps the settings of plugins in the browser (kubernetes-sigs/headlamp#3979 is open), so nobody can do this for its users:",
      numbered([
        `Open <${v.headlamp_public_url}>, then **Settings**, **Plugins**, and there the AI assistant.`,
        "Under **Select Provider** choose **vLLM (OpenAI-compatible)**. No other one takes both a base URL and a key.",
        `**Base URL**: ${code(v.headlamp_ai_assistant_base_url ?? "")}`,
        "**API Key**: the value of `headlamp_ai_assistant_api_key` in cluster.yaml, or better a key of the user's own.",
        `**Model**, exactly as written, one of: ${models.map(code).join(", ")}`,
        "Save, open the assistant, and ask which namespaces there are.",
      ]),
      "The browser itself calls the base URL, so nothing that asks for a sign-in may stand before it.",
    ),
  };
}

function keyForEach(v: V): HandoverStep {
  const budget = `${v.headlamp_ai_assistant_max_budget} US dollars in ${v.headlamp_ai_assistant_budget_duration}`;
  return {
    chapter: "browser",
    title: "Give each user of the AI assistant a key",
    text: paragraphs(
      "`headlamp_ai_assistant_api_key` is one key for all who enter it, and each of them can read it in the browser.",
      `Together they may spend ${budget}. Where that does not do, make a key for each user at the OpenAI-compatible API, under <${apiPage(v)}>. Never hand out its master key.`,
    ),
  };
}

/** Where the API lives, without the path that its clients add. */
function apiPage(v: V): string {
  return new URL(v.headlamp_ai_assistant_base_url ?? v.headlamp_public_url).origin;
}
