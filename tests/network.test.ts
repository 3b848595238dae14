import { describe, expect, it } from "vitest";
import { ciliumRules, type Flow, plainRules } from "../src/network.ts";

const host: Flow = { peer: { host: "api.example.com" }, ports: [443] };
const otherHost: Flow = { peer: { host: "other.example.com" }, ports: [443] };
const range: Flow = { peer: { cidr: "192.0.2.7/32" }, ports: [3000] };
const everyone: Flow = { peer: "every-namespace", ports: [80] };
const names: Flow = {
  peer: { namespace: "kube-system", podLabels: {} },
  ports: [53],
  protocols: ["UDP"],
  resolvesHosts: true,
};

describe("a plain policy", () => {
  it("opens the port of a host to everyone, unless Cilium names the host", () => {
    const open = [{ ports: [{ port: 443, protocol: "TCP" }] }];
    expect(plainRules({ ingress: [], egress: [host] }, false).egress).toEqual(open);
    expect(plainRules({ ingress: [], egress: [host] }, true).egress).toEqual([]);
  });

  it("opens a port once, however many hosts are behind it", () => {
    expect(plainRules({ ingress: [], egress: [host, otherHost] }, false).egress).toHaveLength(1);
  });

  it("names addresses, with Cilium or without", () => {
    const ports = [{ port: 3000, protocol: "TCP" }];
    const rule = { to: [{ ipBlock: { cidr: "192.0.2.7/32" } }], ports };
    expect(plainRules({ ingress: [], egress: [range] }, false).egress).toEqual([rule]);
    expect(plainRules({ ingress: [], egress: [range] }, true).egress).toEqual([rule]);
  });

  it("lets every namespace in, with Cilium or without", () => {
    const rule = { from: [{ namespaceSelector: {} }], ports: [{ port: 80, protocol: "TCP" }] };
    expect(plainRules({ ingress: [everyone], egress: [] }, false).ingress).toEqual([rule]);
    expect(plainRules({ ingress: [everyone], egress: [] }, true).ingress).toEqual([rule]);
  });
});

describe("a Cilium policy", () => {
  it("names hosts, and reads the answers about them", () => {
    expect(ciliumRules({ ingress: [], egress: [names, host] }).egress).toEqual([
      {
        toEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": "kube-system" } }],
        toPorts: [{ ports: [{ port: "53", protocol: "UDP" }], rules: { dns: [{ matchPattern: "*" }] } }],
      },
      {
        toFQDNs: [{ matchName: "api.example.com" }],
        toPorts: [{ ports: [{ port: "443", protocol: "TCP" }] }],
      },
    ]);
  });

  it("names addresses", () => {
    const toPorts = [{ ports: [{ port: "3000", protocol: "TCP" }] }];
    expect(ciliumRules({ ingress: [range], egress: [range] })).toEqual({
      ingress: [{ fromCIDR: ["192.0.2.7/32"], toPorts }],
      egress: [{ toCIDR: ["192.0.2.7/32"], toPorts }],
    });
  });

  it("means the pods of the cluster by every namespace", () => {
    expect(ciliumRules({ ingress: [everyone], egress: [everyone] })).toMatchObject({
      ingress: [{ fromEntities: ["cluster"] }],
      egress: [{ toEntities: ["cluster"] }],
    });
  });

  it("closes a direction without traffic, which an empty list would leave open", () => {
    expect(ciliumRules({ ingress: [], egress: [] })).toEqual({ ingress: [{}], egress: [{}] });
  });

  it("cannot be asked to let a host in", () => {
    expect(() => ciliumRules({ ingress: [host], egress: [] })).toThrow("api.example.com");
  });
});
