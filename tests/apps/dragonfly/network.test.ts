import { describe, expect, it } from "vitest";
import { claim, type Settings, variables } from "./setup.ts";

const password = { dragonfly_litellm_password: "l".repeat(48) };
const audit = { ...password, network_policies_enabled: true };
const enforce = { ...audit, network_policies_mode: "enforce" };
const plain = { ...enforce, network_policies_cilium: false };
const outside = {
  rustfs_enabled: true,
  dragonfly_s3_access_key: "AKIA",
  dragonfly_s3_secret_key: "secret",
  dragonfly_s3_endpoint: "https://s3.example.com",
};

/** Every pair of a peer and a port that a policy lets through, as short words. */
function allowed(settings: Settings, name: string, side: "ingress" | "egress"): string[] {
  // biome-ignore lint/suspicious/noExplicitAny: the words of two kinds of policy
  const policy = variables(settings, [claim()]).value(name) as any;
  const words: string[] = [];
  for (const rule of policy[side] ?? []) {
    for (const peer of peersOf(rule)) {
      // biome-ignore lint/suspicious/noExplicitAny: as above
      for (const port of (rule.ports ?? rule.toPorts?.flatMap((ports: any) => ports.ports) ?? []) as any[]) {
        words.push(`${peer}:${port.port}/${port.protocol}`);
      }
    }
  }
  return words.sort();
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function peersOf(rule: any): string[] {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const plainPeers = [...(rule.from ?? []), ...(rule.to ?? [])].map((peer: any) => {
    if (peer.ipBlock) return peer.ipBlock.cidr;
    const namespace = peer.namespaceSelector.matchLabels?.["kubernetes.io/metadata.name"] ?? "*";
    return place(namespace, peer.podSelector?.matchLabels ?? {});
  });
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const endpoints = [...(rule.fromEndpoints ?? []), ...(rule.toEndpoints ?? [])].map((peer: any) => {
    const { "k8s:io.kubernetes.pod.namespace": namespace, ...labels } = peer.matchLabels;
    return place(namespace, labels);
  });
  const entities = [...(rule.fromEntities ?? []), ...(rule.toEntities ?? [])];
  const hosts = (rule.toFQDNs ?? []).map((host: { matchName: string }) => host.matchName);
  return [...plainPeers, ...endpoints, ...entities, ...hosts];
}

function place(namespace: string, labels: Record<string, string>): string {
  const pod = labels["app.kubernetes.io/name"] ?? labels["k8s-app"] ?? labels.app;
  return pod ? `${namespace}/${pod}` : namespace;
}

const admins = ["cache/dragonfly-operator:9999/TCP", "cache/dragonfly:9999/TCP"];
const dns = (protocols: string[]) => protocols.map((protocol) => `kube-system/kube-dns:53/${protocol}`);

describe("the server's plain policy", () => {
  it("opens what the operator's own shuts, even where policies are off", () => {
    expect(allowed(password, "dragonfly_network_policy", "ingress")).toEqual(
      ["*:6379/TCP", ...admins].sort(),
    );
    expect(variables(password).value("dragonfly_network_policy")).toMatchObject({ policyTypes: ["Ingress"] });
  });

  it("lets Prometheus in where it scrapes", () => {
    const words = allowed({ ...password, monitoring_enabled: true }, "dragonfly_network_policy", "ingress");
    expect(words).toContain("monitoring/prometheus:9999/TCP");
  });

  it("does not close anything in audit", () => {
    expect(allowed(audit, "dragonfly_network_policy", "ingress")).toContain("*:6379/TCP");
    expect(variables(audit).value("dragonfly_network_policy")).not.toHaveProperty("egress");
  });

  it("names tenants and namespaces once enforced", () => {
    const settings = {
      ...enforce,
      dragonfly_keycloak_password: "k",
      dragonfly_client_namespaces: ["default"],
    };
    expect(allowed(settings, "dragonfly_network_policy", "ingress")).toEqual(
      ["ai-system/litellm:6379/TCP", "default:6379/TCP", "identity/keycloak:6379/TCP", ...admins].sort(),
    );
  });

  it("reaches its peers only, without snapshots", () => {
    expect(allowed(enforce, "dragonfly_network_policy", "egress")).toEqual(["cache/dragonfly:9999/TCP"]);
  });

  it("reaches the object store's pods", () => {
    const settings = { ...enforce, ...outside, dragonfly_s3_endpoint: null };
    expect(allowed(settings, "dragonfly_network_policy", "egress")).toEqual(
      ["cache/dragonfly:9999/TCP", "storage/rustfs:9000/TCP", ...dns(["TCP", "UDP"])].sort(),
    );
  });

  it("leaves a host outside to Cilium, and opens its port to all without", () => {
    const closed = allowed({ ...enforce, ...outside }, "dragonfly_network_policy", "egress");
    expect(closed.filter((word) => word.includes("443"))).toEqual([]);
    const open = allowed({ ...plain, ...outside }, "dragonfly_network_policy", "egress");
    expect(open.filter((word) => word.includes("443"))).toEqual(["0.0.0.0/0:443/TCP", "::/0:443/TCP"]);
  });
});

describe("the server's Cilium policy", () => {
  it("denies nothing in audit", () => {
    expect(variables(audit).value("dragonfly_cilium_policy")).toMatchObject({
      enableDefaultDeny: { ingress: false, egress: false },
    });
    expect(variables(enforce).value("dragonfly_cilium_policy")).not.toHaveProperty("enableDefaultDeny");
  });

  it("says the same as the plain one, and the host besides", () => {
    const settings = { ...enforce, ...outside, monitoring_enabled: true };
    expect(allowed(settings, "dragonfly_cilium_policy", "ingress")).toEqual(
      allowed(settings, "dragonfly_network_policy", "ingress"),
    );
    expect(allowed(settings, "dragonfly_cilium_policy", "egress")).toEqual(
      ["cache/dragonfly:9999/TCP", "s3.example.com:443/TCP", ...dns(["ANY"])].sort(),
    );
  });
});

describe("the operator's policies", () => {
  it("reach the API server by name where Cilium can, and everywhere where it cannot", () => {
    expect(allowed(enforce, "dragonfly_operator_cilium_policy", "egress")).toEqual(
      [
        "cache/dragonfly:9999/TCP",
        "kube-apiserver:443/TCP",
        "kube-apiserver:6443/TCP",
        ...dns(["ANY"]),
      ].sort(),
    );
    expect(allowed(enforce, "dragonfly_operator_network_policy", "egress")).toEqual(
      ["cache/dragonfly:9999/TCP", ...dns(["TCP", "UDP"])].sort(),
    );
    expect(allowed(plain, "dragonfly_operator_network_policy", "egress")).toContain("0.0.0.0/0:6443/TCP");
  });

  it("let in nobody, or Prometheus", () => {
    expect(variables(enforce).value("dragonfly_operator_cilium_policy")).toMatchObject({ ingress: [{}] });
    expect(variables(enforce).value("dragonfly_operator_network_policy")).toMatchObject({ ingress: [] });
    expect(
      allowed({ ...enforce, monitoring_enabled: true }, "dragonfly_operator_network_policy", "ingress"),
    ).toEqual(["monitoring/prometheus:8443/TCP"]);
  });
});
