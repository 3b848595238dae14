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
    const namespace = peer.namespaceSelector.matchLabels?.["kubernetes.io/metadata.name"] ?? "*";
    return place(namespace, peer.podSelector?.matchLabels ?? {});
  });
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const endpoints = [...(rule.fromEndpoints ?? []), ...(rule.toEndpoints ?? [])].map((peer: any) => {
    const labels = Object.fromEntries(
      Object.entries(peer.matchLabels as Record<string, string>).map(([key, value]) => [
        key.replace("k8s:", ""),
        value,
      ]),
    );
    return place(labels["io.kubernetes.pod.namespace"] ?? "", labels);
  });
  const entities = [...(rule.fromEntities ?? []), ...(rule.toEntities ?? [])];
  const hosts = (rule.toFQDNs ?? []).map((host: { matchName: string }) => host.matchName);
  const named = [...plainPeers, ...endpoints, ...entities, ...hosts];
  return named.length > 0 ? named : ["anyone"];
}

function place(namespace: string, labels: Record<string, string>): string {
  const pod = labels["app.kubernetes.io/name"] ?? labels["k8s-app"] ?? labels.app;
  return pod ? `${namespace}/${pod}` : namespace;
}

const admins = ["cache/dragonfly-operator:9999/TCP", "cache/dragonfly:9999/TCP"];
const dns = (protocols: string[]) => protocols.map((protocol) => `kube-system/kube-dns:53/${protocol}`);

describe("the server's plain policy", () => {
  it("opens what the operator's own shuts, even where policies are off", () => {
    expect(allowed(password, "dragonfly_plain_rules", "ingress")).toEqual(["*:6379/TCP", ...admins].sort());
  });

  it("lets Prometheus in where it scrapes", () => {
    const words = allowed({ ...password, monitoring_enabled: true }, "dragonfly_plain_rules", "ingress");
    expect(words).toContain("monitoring/prometheus:9999/TCP");
  });

  it("does not close anything in audit", () => {
    expect(allowed(audit, "dragonfly_plain_rules", "ingress")).toContain("*:6379/TCP");
  });

  it("names tenants and namespaces once enforced", () => {
    const settings = {
      ...enforce,
      dragonfly_keycloak_password: "k",
      dragonfly_client_namespaces: ["default"],
    };
    expect(allowed(settings, "dragonfly_plain_rules", "ingress")).toEqual(
      ["ai-system/litellm:6379/TCP", "default:6379/TCP", "identity/keycloak:6379/TCP", ...admins].sort(),
    );
  });

  it("reaches its peers only, without snapshots", () => {
    expect(allowed(enforce, "dragonfly_plain_rules", "egress")).toEqual(["cache/dragonfly:9999/TCP"]);
  });

  it("reaches the object store's pods", () => {
    const settings = { ...enforce, ...outside, dragonfly_s3_endpoint: null };
    expect(allowed(settings, "dragonfly_plain_rules", "egress")).toEqual(
      ["cache/dragonfly:9999/TCP", "storage/rustfs:9000/TCP", ...dns(["TCP", "UDP"])].sort(),
    );
  });

  it("leaves a host outside to Cilium, and opens its port to all without", () => {
    const closed = allowed({ ...enforce, ...outside }, "dragonfly_plain_rules", "egress");
    expect(closed.filter((word) => word.includes("443"))).toEqual([]);
    const open = allowed({ ...plain, ...outside }, "dragonfly_plain_rules", "egress");
    expect(open.filter((word) => word.includes("443"))).toEqual(["anyone:443/TCP"]);
  });
});

describe("the server's Cilium policy", () => {
  it("says the same as the plain one, and the host besides", () => {
    const settings = { ...enforce, ...outside, monitoring_enabled: true };
    expect(allowed(settings, "dragonfly_cilium_rules", "ingress")).toEqual(
      allowed(settings, "dragonfly_plain_rules", "ingress"),
    );
    expect(allowed(settings, "dragonfly_cilium_rules", "egress")).toEqual(
      ["cache/dragonfly:9999/TCP", "s3.example.com:443/TCP", ...dns(["TCP", "UDP"])].sort(),
    );
  });
});

describe("the operator's policies", () => {
  it("reach the API server by name where Cilium can, and everywhere where it cannot", () => {
    expect(allowed(enforce, "dragonfly_operator_cilium_rules", "egress")).toEqual(
      [
        "cache/dragonfly:9999/TCP",
        "kube-apiserver:443/TCP",
        "kube-apiserver:6443/TCP",
        ...dns(["TCP", "UDP"]),
      ].sort(),
    );
    expect(allowed(enforce, "dragonfly_operator_plain_rules", "egress")).toEqual(
      ["cache/dragonfly:9999/TCP", ...dns(["TCP", "UDP"])].sort(),
    );
    expect(allowed(plain, "dragonfly_operator_plain_rules", "egress")).toContain("anyone:6443/TCP");
  });

  it("let in nobody, or Prometheus", () => {
    expect(variables(enforce).value("dragonfly_operator_cilium_rules")).toMatchObject({ ingress: [{}] });
    expect(variables(enforce).value("dragonfly_operator_plain_rules")).toMatchObject({ ingress: [] });
    expect(
      allowed({ ...enforce, monitoring_enabled: true }, "dragonfly_operator_plain_rules", "ingress"),
    ).toEqual(["monitoring/prometheus:8443/TCP"]);
  });
});
