import type { HandoverSource, HandoverStep } from "../../app.ts";
import { block, bullets, code, paragraphs } from "../../handover/markdown.ts";
import { operatorOf } from "./shims.ts";
import type { AirunwayVariables } from "./variables.ts";

type V = AirunwayVariables;

/** What is left to people: operators, a token for the page, and the plugin's settings in each browser. */
export const handover: HandoverSource<V> = (v) => [
  token(v),
  ...(v.airunway_plugin_image === null ? [] : [plugin(v)]),
  ...operators(v),
  verify(v),
];

/** The server calls for models with the user's token (backend/src/services/kubernetes.ts); the role is upstream's. */
function token(v: V): HandoverStep {
  const namespace = v.airunway_namespace;
  const lines = [
    `kubectl --namespace ${namespace} create serviceaccount user`,
    `kubectl create clusterrolebinding airunway-user --clusterrole=airunway-modeldeployment-editor-role --serviceaccount=${namespace}:user`,
    `kubectl --namespace ${namespace} create token user`,
  ];
  return {
    chapter: "sign-in",
    title: "Make a token for AI Runway",
    text: paragraphs(
      "AI Runway's page asks for the token of a ServiceAccount. It runs models with the rights of that token, and does all else with rights of its own, whoever asks. This one may run models in every namespace:",
      block("sh", lines.join("\n")),
    ),
  };
}

function plugin(v: V): HandoverStep {
  return {
    chapter: "browser",
    title: "Tell the dashboard's plugin where AI Runway is, once in every browser",
    text: paragraphs(
      `In the dashboard's settings, under **Plugins**, open AI Runway's and enter ${code(v.airunway_public_url)} as its backend URL.`,
      `The plugin cannot pass the dashboard's sign-in on, so what needs one answers 401 there. <${v.airunway_public_url}> itself has no such limit.`,
    ),
  };
}

function operators(v: V): HandoverStep[] {
  const needed = v.airunway_shims.flatMap((shim) => operatorOf(shim) ?? []).sort();
  if (needed.length === 0) return [];
  return [
    {
      chapter: "models",
      title: "Keep the operators of AI Runway's shims running",
      text: paragraphs("This repository does not install them:", bullets(needed)),
    },
  ];
}

function verify(v: V): HandoverStep {
  const lines = [
    "kubectl get inferenceproviderconfigs.airunway.ai",
    `kubectl --namespace ${v.airunway_namespace} get pods`,
  ];
  return {
    chapter: "verify",
    title: "See that AI Runway knows its providers",
    text: paragraphs(
      block("sh", lines.join("\n")),
      "Each shim has one entry, which is ready as soon as what it drives is there.",
    ),
  };
}
