import { expect, it } from "vitest";
import { cachePlace, dialledPeer } from "../../src/cluster/server-place.ts";

it.each([
  ["redis.default.svc.cluster.local", { namespace: "default", service: "redis" }],
  ["redis.default.svc", { namespace: "default", service: "redis" }],
  ["pod-0.redis.default.svc.cluster.local", { host: "pod-0.redis.default.svc.cluster.local" }],
  ["db.example.com", { host: "db.example.com" }],
  ["192.0.2.7", { host: "192.0.2.7" }],
  ["2001:db8::7", { host: "2001:db8::7" }],
])("%s is found", (host, peer) => {
  expect(dialledPeer(host)).toEqual(peer);
});

it("a Redis with TLS has to show a certificate for its name", () => {
  const shared = { tls: true, username: null, password: true };
  const cache = {
    host: "r.example.com",
    port: 6380,
    peer: { host: "r.example.com" },
    acl: false,
    evicts: false,
  };
  expect(cachePlace({ ...cache, shared })).toMatchObject({ port: 6380, tlsName: "r.example.com" });
  expect(cachePlace({ ...cache, shared: { ...shared, tls: false } })).not.toHaveProperty("tlsName");
});
