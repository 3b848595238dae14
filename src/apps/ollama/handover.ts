import type { HandoverSource, HandoverStep } from "../../app.ts";
import { port } from "./environment.ts";
import { pulledModels } from "./models.ts";
import type { OllamaVariables } from "./variables.ts";

type V = OllamaVariables;

/** What a person does for Ollama by hand: GPUs that are no part of this repository, models that are no longer wanted. */
export const handover: HandoverSource<V> = (v) => [
  ...gpuSteps(v),
  ...(pulledModels(v).length > 0 ? [verifyStep(v)] : []),
  {
    chapter: "models",
    title: "Delete models that are no longer listed",
    text: [
      "A model that is taken off the list is not offered any more, but its files stay on the volume.",
      "See what is there, and delete what you do not want:",
      "",
      "```sh",
      `kubectl --namespace ${v.ollama_namespace} exec deploy/ollama -- ollama list`,
      `kubectl --namespace ${v.ollama_namespace} exec deploy/ollama -- ollama rm NAME`,
      "```",
    ].join("\n"),
  },
];

function gpuSteps(v: V): HandoverStep[] {
  if (v.ollama_gpu_count === 0) return [];
  const runtime = v.ollama_runtime_class ? `, and the RuntimeClass \`${v.ollama_runtime_class}\`` : "";
  return [
    {
      chapter: "models",
      title: "Show the GPUs to Kubernetes",
      text: [
        `Ollama waits for a node with ${v.ollama_gpu_count} of \`${v.ollama_gpu_resource}\`. Drivers, the device plugin that`,
        `announces them${runtime} are not part of this repository. Nodes that have some:`,
        "",
        "```sh",
        `kubectl get nodes --output custom-columns='NODE:.metadata.name,GPUS:.status.allocatable.${escaped(v.ollama_gpu_resource)}'`,
        "```",
        "",
        "Whether Ollama found them, its log says on the line with `inference compute`:",
        "",
        "```sh",
        `kubectl --namespace ${v.ollama_namespace} logs deploy/ollama | grep 'inference compute'`,
        "```",
      ].join("\n"),
    },
  ];
}

function verifyStep(v: V): HandoverStep {
  const [model = ""] = v.ollama_models?.length ? v.ollama_models : v.ollama_embedding_models;
  const body = JSON.stringify(
    v.ollama_models?.length ? { model, prompt: "hello" } : { model, input: "hello" },
  );
  const path = v.ollama_models?.length ? "generate" : "embed";
  return {
    chapter: "verify",
    title: "See that Ollama answers",
    text: [
      "Each model has a Job that pulled it; all of them are complete when everything is there. One that has failed is",
      "deleted, and Flux makes it again:",
      "",
      "```sh",
      `kubectl --namespace ${v.ollama_namespace} get jobs --selector app.kubernetes.io/name=ollama-pull`,
      `kubectl --namespace ${v.ollama_namespace} port-forward service/ollama ${port}:${port} &`,
      `curl http://127.0.0.1:${port}/api/${path} --data '${body}'`,
      "```",
    ].join("\n"),
  };
}

/** A dot would be a step down in a path of kubectl's. */
function escaped(resource: string): string {
  return resource.replaceAll(".", "\\.");
}
