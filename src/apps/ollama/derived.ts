import type { Derivations } from "../../app.ts";
import { ciliumPolicy, plainPolicy } from "../../policy-variables.ts";
import { environment, port } from "./environment.ts";
import { pullFlows, serverFlows } from "./network.ts";
import { pullJobs } from "./pull-jobs.ts";
import { resources, tolerations, usesAmd } from "./scheduling.ts";
import type { OllamaDerived, OllamaVariables } from "./variables.ts";

/** The release that was read for what is said here of files, variables and hosts. */
const version = "0.32.15";

/** Settings whose default depends on others. */
export const defaults = {
  ollama_image_tag: {
    type: "string",
    description: "The version that was looked at, with AMD's libraries where they are needed.",
    of: (v: OllamaVariables) => (usesAmd(v) ? `${version}-rocm` : version),
  },
} as const;

/** Every variable that Ollama computes. */
export const derived: Derivations<OllamaDerived, OllamaVariables> = {
  ollama_url: {
    type: "string",
    description: "URL of Ollama inside the cluster.",
    setInstead: "ollama_namespace",
    of: (v) => `http://ollama.${v.ollama_namespace}.svc.cluster.local:${port}`,
  },
  ollama_image: {
    type: "string",
    description: "Container image with tag and digest.",
    setInstead: "ollama_image_repository, ollama_image_tag and ollama_image_digest",
    of: (v) => `${v.ollama_image_repository}:${v.ollama_image_pinned_tag}`,
  },
  ollama_image_pinned_tag: {
    type: "string",
    description: "Tag of the image, with the digest behind it when there is one.",
    setInstead: "ollama_image_tag and ollama_image_digest",
    of: ({ ollama_image_tag: tag, ollama_image_digest: digest }) => (digest ? `${tag}@${digest}` : tag),
  },
  ollama_volume_class: {
    type: "string",
    description: "StorageClass of the models' volume.",
    setInstead: "ollama_storage_class",
    of: (v) => v.ollama_storage_class ?? v.storage_class,
  },
  ollama_env: {
    type: "array",
    description: "Environment of the container.",
    setInstead: "the setting behind the variable",
    of: environment,
  },
  ollama_resources: {
    type: "object",
    description: "Requests and limits of the container, GPUs among them.",
    setInstead: "ollama_cpu_request, ollama_memory_limit, ollama_gpu_count and the like",
    of: resources,
  },
  ollama_taints: {
    type: "array",
    description: "Tolerations as Kubernetes wants them.",
    setInstead: "ollama_tolerations",
    of: tolerations,
  },
  ollama_pull_jobs: {
    type: "array",
    description: "Jobs that pull the models, one for each.",
    setInstead: "ollama_models and ollama_embedding_models",
    of: pullJobs,
  },
  ollama_plain_rules: plainPolicy("the server's", serverFlows),
  ollama_cilium_rules: ciliumPolicy("the server's", serverFlows),
  ollama_pull_plain_rules: plainPolicy("the Jobs'", pullFlows),
  ollama_pull_cilium_rules: ciliumPolicy("the Jobs'", pullFlows),
};
