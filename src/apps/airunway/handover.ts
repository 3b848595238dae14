import type { HandoverSource, HandoverStep } from "../../app.ts";
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

function token(v: V): HandoverStep {
  return {
    chapter: "sign-in",
    title: "Make a token for AI Runway",
    text: [
      "AI Runway's page asks for the token of a ServiceAccount and shows what it shows to anyone who has one:",
      "",
      "```sh",
      `kubectl -n ${v.airunway_namespace} create serviceaccount user`,
      `kubectl -n ${v.airunway_namespace} create token user`,
      "```",
    ].join("\n"),
  };
}

function plugin(v: V): HandoverStep {
  return {
    chapter: "browser",
    title: "Tell the dashboard's plugin where AI Runway is, once in every browser",
    text: [
      `In the dashboard's settings, under Plugins, open AI Runway's and enter \`${v.airunway_public_url}\` as its backend URL.`,
      `The plugin cannot pass the dashboard's sign-in on, so what needs one answers 401 there. ${v.airunway_public_url} itself has no such limit.`,
    ].join("\n"),
  };
}

function operators(v: V): HandoverStep[] {
  const needed = v.airunway_shims.flatMap((shim) => operatorOf(shim) ?? []).sort();
  if (needed.length === 0) return [];
  return [
    {
      chapter: "models",
      title: "Keep the operators of AI Runway's shims running",
      text: `This repository does not install them: ${needed.join(", ")}.`,
    },
  ];
}

function verify(v: V): HandoverStep {
  return {
    chapter: "verify",
    title: "See that AI Runway knows its providers",
    text: [
      "```sh",
      "kubectl get inferenceproviderconfigs.airunway.ai",
      `kubectl -n ${v.airunway_namespace} get pods`,
      "```",
      "",
      "Each shim has one entry, and its STATUS is ready once its operator is there.",
    ].join("\n"),
  };
}
