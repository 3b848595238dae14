import { describe, expect, it } from "vitest";
import { pullFlows, serverFlows } from "../../../src/apps/ollama/network.ts";
import { type Settings, values, variables } from "./setup.ts";

const models = { ollama_models: ["qwen3:0.6b"] };
const dns = { namespace: "kube-system", podLabels: { "k8s-app": "kube-dns" } };
const pull = { namespace: "ai-system", podLabels: { "app.kubernetes.io/name": "ollama-pull" } };
const api = { namespace: "ai", podLabels: { "app.kubernetes.io/name": "gateway" } };

function flows(settings: Settings) {
  const all = variables(settings);
  return serverFlows(values(settings), all.facts("ollama"));
}

describe("who may call", () => {
  const cases: [title: string, settings: Settings, peers: unknown[]][] = [
    ["the API that lists its models", models, [pull, api]],
    ["nobody when it is not to be offered", { ...models, ollama_offer_models: false }, [pull]],
    [
      "further namespaces",
      { ...models, ollama_offer_models: false, ollama_client_namespaces: ["default"] },
      [pull, { namespace: "default", podLabels: {} }],
    ],
  ];
  it.each(cases)("%s", (_title, settings, peers) => {
    expect(flows(settings).ingress).toEqual(peers.map((peer) => ({ peer, ports: [11434] })));
  });
});

describe("whom it calls", () => {
  const called = (settings: Settings) =>
    flows(settings).egress.flatMap(({ peer, ports }) =>
      typeof peer === "object" && "host" in peer ? [`${peer.host}:${ports.join()}`] : [],
    );

  it("is nobody without models to pull", () => {
    expect(flows({ ollama_models: [] }).egress).toEqual([]);
  });

  it("is the registry and its store, by names that it asks DNS for", () => {
    expect(called(models)).toEqual([
      "dd20bb891979d25aebc8bec07b2b3bbc.r2.cloudflarestorage.com:443",
      "registry.ollama.ai:443",
    ]);
    expect(flows(models).egress[0]).toMatchObject({ peer: dns, ports: [53], resolvesHosts: true });
  });

  it("are the registries that models name, each once", () => {
    const ollama_models = ["hf.co/a/b", "hf.co/a/c", "registry.example.com:5000/a/b"];
    expect(called({ ollama_models, ollama_pull_hosts: ["hf.co"] })).toEqual([
      "hf.co:443",
      "registry.example.com:5000",
    ]);
  });
});

it("knows registries by address, and those in the cluster by namespace", () => {
  const ollama_models = ["192.0.2.7:5000/a/b", "registry.ml.svc.cluster.local:5000/a/b"];
  const [, ...calls] = flows({ ollama_models, ollama_pull_hosts: [] }).egress;
  expect(calls).toEqual([
    { peer: { cidr: "192.0.2.7/32" }, ports: [5000] },
    { peer: { namespace: "ml", podLabels: {} }, ports: [5000] },
  ]);
});

it("lets no Jobs in where there are none", () => {
  expect(flows({ ollama_models: [], ollama_offer_models: false }).ingress).toEqual([]);
});

it("lets the Jobs call the server alone", () => {
  const server = { namespace: "ai-system", podLabels: { "app.kubernetes.io/name": "ollama" } };
  expect(pullFlows(values(models))).toEqual({
    ingress: [],
    egress: [
      { peer: dns, ports: [53], protocols: ["UDP", "TCP"] },
      { peer: server, ports: [11434] },
    ],
  });
});
