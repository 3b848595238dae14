import { createServer } from "node:net";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/kubernetes/object.ts";
import { type Cluster, dialOver } from "../../src/verify/cluster.ts";
import type { Place } from "../../src/verify/live.ts";
import { withServer } from "./servers.ts";

const peer = { namespace: "default", service: "redis" };
const service = (spec: object): KubeObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "redis" },
  spec: spec as Record<string, unknown>,
});
const pod: KubeObject = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "redis-0" },
  spec: { containers: [{ ports: [{ name: "client", containerPort: 6379 }] }] },
  status: { conditions: [{ type: "Ready", status: "True" }] },
};

/** A cluster with one Service, which notes what it was asked for. */
function clusterWith(found: KubeObject | undefined): Cluster & { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    api: {
      get: async ({ name, namespace }) => {
        asked.push(`${namespace}/${name}`);
        return found;
      },
      list: async (_kind, where) => {
        asked.push(where);
        return { items: [pod], resourceVersion: "1" };
      },
    },
    forward: async (...to) => {
      asked.push(to);
      return new PassThrough();
    },
  };
}

const selector = { app: "redis" };

describe("a Service by its name", () => {
  it.each([
    ["with the same port", [{ port: 6379 }], 6379],
    ["with another port behind it", [{ port: 80 }, { port: 6379, targetPort: 7000 }], 7000],
    ["with a port that has a name", [{ port: 6379, targetPort: "client" }], 6379],
  ])("%s leads to a ready pod that it selects", async (_title, ports, port) => {
    const cluster = clusterWith(service({ selector, ports }));
    await dialOver(cluster)({ name: "Redis", peer, port: 6379 });
    expect(cluster.asked).toEqual([
      "default/redis",
      { namespace: "default", labels: "app=redis" },
      ["default", "redis-0", port],
    ]);
  });

  it.each([
    ["is not there", undefined, false],
    ["lacks the port", service({ selector, ports: [{ port: 1 }] }), false],
    ["selects no pods", service({ ports: [{ port: 6379 }] }), true],
  ])("that %s tells so, and reaches no pod", async (_title, found, skip) => {
    const cluster = clusterWith(found);
    await expect(dialOver(cluster)({ name: "Redis", peer, port: 6379 })).rejects.toMatchObject({ skip });
    expect(cluster.asked).toEqual(["default/redis"]);
  });

  it("for a name outside leads there", () =>
    withServer(
      createServer((socket) => socket.end("hello")),
      async (_dial, port) => {
        const cluster = clusterWith(service({ type: "ExternalName", externalName: "127.0.0.1" }));
        const connection = await dialOver(cluster)({ name: "Redis", peer, port });
        expect(String(await connection.take(1).toArray())).toBe("hello");
      },
    ));

  it("is not asked for without a cluster", async () => {
    await expect(dialOver(undefined)({ name: "Redis", peer, port: 1 })).rejects.toMatchObject({ skip: true });
  });
});

describe("a host outside of the cluster", () => {
  const to = (host: string, port: number): Place => ({ name: "Redis", peer: { host }, port });
  it.each([
    ["that does not resolve here says nothing", to("redis.invalid", 6379), true],
    ["where nobody listens is an error", to("127.0.0.1", 1), false],
  ])("%s", async (_title, place, skip) => {
    await expect(dialOver(undefined)(place)).rejects.toMatchObject({ name: "Unanswered", skip });
  });
});
