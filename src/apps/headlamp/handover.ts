import type { Facts, HandoverSource, HandoverStep } from "../../app.ts";
import type { HeadlampVariables } from "./variables.ts";

type V = HeadlampVariables;

/** What is left to people: signing in, and the assistant's settings, which live in each browser. */
export const handover: HandoverSource<V> = (v, facts) => [
  ...(v.headlamp_oidc_enabled ? [apiServer(v, facts)] : [token(v)]),
  ...(v.headlamp_ai_assistant_enabled ? [assistant(v, facts), keyForEach(v)] : []),
];

function apiServer(v: V, facts: Facts): HandoverStep {
  const issuer = facts.offer("oidc-issuer")?.issuer ?? "";
  return {
    chapter: "sign-in",
    title: "Let the API server trust Headlamp's users",
    text: [
      "Headlamp hands the user's token on to the API server, which must know the issuer and the client:",
      "",
      "```",
      `--oidc-issuer-url=${issuer}`,
      `--oidc-client-id=${v.headlamp_oidc_client_id}`,
      "--oidc-username-claim=email",
      "--oidc-groups-claim=groups",
      "--oidc-groups-prefix=oidc:",
      "```",
      "",
      v.headlamp_group_roles.length > 0
        ? `The groups in \`headlamp_group_roles\` get their rights from this repository: ${groups(v)}.`
        : "Without `headlamp_group_roles` in cluster.yaml, or bindings of your own, users may see nothing.",
      ...(v.headlamp_pkce_method === "S256"
        ? ["", "The client at the issuer must ask for PKCE with S256."]
        : []),
    ].join("\n"),
  };
}

function groups(v: V): string {
  return v.headlamp_group_roles
    .map(({ group, cluster_role }) => `\`${group}\` is \`${cluster_role}\``)
    .join(", ");
}

function token(v: V): HandoverStep {
  return {
    chapter: "sign-in",
    title: "Make a token for Headlamp",
    text: [
      `Users of ${v.headlamp_public_url} paste the token of a ServiceAccount. One that may read everything but secrets:`,
      "",
      "```sh",
      `kubectl -n ${v.headlamp_namespace} create serviceaccount viewer`,
      `kubectl create clusterrolebinding headlamp-viewer --clusterrole=view --serviceaccount=${v.headlamp_namespace}:viewer`,
      `kubectl -n ${v.headlamp_namespace} create token viewer`,
      "```",
    ].join("\n"),
  };
}

/** The names of fields and buttons are those of the assistant 0.3 (ai-common/src/providers/catalog.ts). */
function assistant(v: V, facts: Facts): HandoverStep {
  const served = facts.offer("openai-api")?.chatModels ?? [];
  const models = v.headlamp_ai_assistant_models.length > 0 ? v.headlamp_ai_assistant_models : served;
  return {
    chapter: "browser",
    title: "Set the AI assistant up, once in every browser",
    text: [
      "Headlamp keeps the settings of plugins in the browser (kubernetes-sigs/headlamp#3979 is open), so nobody can do this for its users:",
      "",
      `1. Open ${v.headlamp_public_url}, then Settings, Plugins, and there the AI assistant.`,
      "2. Add a provider: under Select Provider take **vLLM (OpenAI-compatible)**. No other one takes both a base URL and a key.",
      `3. Base URL: \`${v.headlamp_ai_assistant_base_url}\``,
      "4. API Key: the value of `headlamp_ai_assistant_api_key` in cluster.yaml, or better a key of the user's own.",
      `5. Model, exactly as written, one of: ${models.map((name) => `\`${name}\``).join(", ")}`,
      "6. Save, open the assistant and ask which namespaces there are.",
      "",
      "The browser itself calls the base URL. Nothing that asks for a sign-in may stand before it.",
    ].join("\n"),
  };
}

function keyForEach(v: V): HandoverStep {
  const budget = `${v.headlamp_ai_assistant_max_budget} US dollars in ${v.headlamp_ai_assistant_budget_duration}`;
  return {
    chapter: "browser",
    title: "Give each user of the AI assistant a key",
    text: [
      "`headlamp_ai_assistant_api_key` is one key for all who enter it, and each of them can read it in the browser.",
      `Together they may spend ${budget}. Where that is not enough, make a key for each user at the OpenAI-compatible API. Never hand out its master key.`,
    ].join("\n"),
  };
}
