import { describe, expect, it } from "vitest";
import base from "../../schema/cluster.base.json" with { type: "json" };
import type { ClaimSources } from "../../src/app.ts";
import { cluster } from "../../src/cluster/cluster.ts";
import { derive, type Member } from "../../src/derive.ts";
import { handoverSteps } from "../../src/handover/steps.ts";

const peer = { namespace: "kiosk", podLabels: {} };

/** The titles of the steps, and their texts, that these claims bring about. */
function steps(claims: ClaimSources<never>, settings: Record<string, unknown> = {}) {
  const claimant = { name: "kiosk", title: "Kiosk", namespace: "kiosk_namespace", toggles: [], claims };
  const members = [
    { app: cluster, schema: base },
    { app: claimant, schema: { title: "", properties: {} } },
  ] as unknown as readonly Member[];
  const found = handoverSteps(derive(members, { cloudflare_domain: "example.com", ...settings }));
  return {
    titles: found.map(({ chapter, title }) => `${chapter}: ${title}`),
    texts: found.map(({ text }) => text),
  };
}

const hostname = (gateways: readonly ("internal" | "external")[]): ClaimSources<never> => ({
  hostname: () => [{ host: "kiosk.example.com", title: "Kiosk", gateways }],
});
const bucket = (...names: readonly string[]): ClaimSources<never> => ({
  bucket: () =>
    names.map((name) => ({
      name,
      purpose: "newspapers",
      peer,
      keys: { access: "kiosk_access", secret: "kiosk_secret" },
    })),
});
const client: ClaimSources<never> = {
  "oidc-client": () => [
    {
      clientId: "it's `mine`",
      redirectUris: ["https://kiosk.example.com/callback"],
      peer,
      secret: "kiosk_client_secret",
    },
  ],
};

describe("what the cluster's servers need for what apps claim", () => {
  it("is nothing without claims", () => {
    expect(steps({}, { rustfs_enabled: true, keycloak_enabled: true }).titles).toEqual([]);
  });

  it.each([
    [["internal"], ["envoy-internal"], ["envoy-external"]],
    [["external"], ["envoy-external"], ["envoy-internal"]],
    [["internal", "external"], ["envoy-internal", "envoy-external"], []],
  ] as const)("a name behind the gateways %j", (gateways, named, unnamed) => {
    const { titles, texts } = steps(hostname(gateways));
    expect(titles).toEqual([
      "dns: Make `kiosk.example.com` lead to Kiosk",
      "dns: Let the Gateways serve these names",
    ]);
    for (const text of texts) {
      for (const name of named) expect(text).toContain(`\`${name}\``);
      for (const name of unnamed) expect(text).not.toContain(name);
    }
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{}, ["its own default one"]],
    [{ ingress_tls_secret_name: "wildcard-tls" }, ["`wildcard-tls`"]],
    [{ ingress_tls_enabled: false }, []],
  ])("a name behind an Ingress: %j", (settings, certificate) => {
    const { titles, texts } = steps(hostname(["external"]), { route_kind: "Ingress", ...settings });
    expect(titles[0]).toBe("dns: Make `kiosk.example.com` lead to Kiosk");
    expect(titles.length).toBe(1 + certificate.length);
    for (const text of certificate) expect(texts[1]).toContain(text);
    for (const text of texts) expect(text).not.toMatch(/gateway/i);
  });

  it("no name for what lies below localhost", () => {
    const local: ClaimSources<never> = {
      hostname: () => [{ host: "kiosk.localhost", title: "Kiosk", gateways: ["internal"] }],
    };
    expect(steps(local, { route_kind: "Ingress", ingress_tls_enabled: false }).titles).toEqual([]);
    expect(steps(local).titles).toEqual(["dns: Let the Gateways serve these names"]);
  });

  it("no name that no gateway serves", () => expect(steps(hostname([])).titles).toEqual([]));

  it("a bucket, with the settings that take its keys", () => {
    const { titles, texts } = steps(bucket("papers"), { rustfs_enabled: true });
    expect(titles).toEqual(["storage: Sign in to the object store", "storage: Make the bucket `papers`"]);
    expect(texts[0]).toContain("kubectl --namespace storage port-forward service/rustfs-svc 9000:9000");
    expect(texts[1]).toContain("`kiosk_access`");
    expect(texts[1]).toContain("`kiosk_secret`");
  });

  it("no bucket where there is no store", () => expect(steps(bucket("papers")).titles).toEqual([]));

  it("a store outside of the cluster needs no port to be forwarded", () => {
    const { texts } = steps(bucket("papers"), {
      rustfs_enabled: true,
      rustfs_endpoint: "https://s3.example.com",
    });
    expect(texts[0]).not.toContain("port-forward");
    expect(texts[0]).toContain("rc alias set rustfs https://s3.example.com");
  });

  it("two claims on one bucket get a policy each", () => {
    const { texts } = steps(bucket("papers", "papers"), { rustfs_enabled: true });
    expect(texts[1]).toContain("rc admin policy create rustfs papers papers.json");
    expect(texts[2]).toContain("rc admin policy create rustfs papers-2 papers-2.json");
  });

  it("a client at Keycloak, in the realm of the settings", () => {
    const { titles, texts } = steps(client, { keycloak_enabled: true, keycloak_realm: "home" });
    expect(titles).toEqual(["sign-in: Make the Keycloak client `` it's `mine` ``"]);
    expect(texts[0]).toContain("--target-realm home");
    expect(texts[0]).toContain("`kiosk_client_secret`");
    const json = /```json\n(.*?)\n```/s.exec(texts[0] ?? "")?.[1] ?? "";
    expect(JSON.parse(json).clients[0].clientId).toBe("it's `mine`");
  });

  it("tells of the scopes that a realm may lack", () => {
    const asking: ClaimSources<never> = {
      "oidc-client": () => [
        { clientId: "kiosk", redirectUris: [], peer, scopes: ["profile", "newspapers"], isPublic: true },
      ],
    };
    const [text = ""] = steps(asking, { keycloak_enabled: true }).texts;
    expect(text).toContain("the client scope `newspapers`");
    expect(text).not.toContain("`profile`");
    expect(text).not.toContain("Credentials");
  });

  it("no client without Keycloak", () => expect(steps(client).titles).toEqual([]));
});
