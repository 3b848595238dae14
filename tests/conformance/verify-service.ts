import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Case } from "./cases.ts";
import type { VerifyCluster } from "./verify-cluster.ts";
import { assertFound, type Expected, verifyCommand } from "./verify-command.ts";

/** A Redis of the cluster that only a Service's name leads to: the rig's, as the tenant that LiteLLM is there. */
export function serviceCases({ server, kubeconfig }: VerifyCluster): Case[] {
  const config = join(server.folder, "service.yaml");
  const ask = async (
    settings: Readonly<Record<string, string | number>>,
    expected: Record<string, Expected>,
  ) => {
    const text = await readFile("tests/conformance/verify/external.yaml", "utf8");
    const kept = text.split("\n").filter((line) => !/^(external_|openwebui_)/.test(line));
    const lines = Object.entries({ ...redis, ...settings }).map(([name, value]) => `${name}: ${value}`);
    await writeFile(config, [...kept, ...lines, ""].join("\n"));
    assertFound(await verifyCommand(config, ["cluster"], { KUBECONFIG: kubeconfig }), expected);
  };
  return [
    {
      title: "a Redis is found behind its Service, through the API server",
      check: async () => {
        const made = await server.ask("/api/v1/namespaces/cache/services", { method: "POST", body: service });
        assert.ok(made.status < 300, `the Service gets ${made.status}`);
        await ask({}, { [signIn]: "ok", "external-redis-shut": "ok", "external-redis-confined": "ok" });
      },
    },
    {
      title: "a Service without that port, and one that is not there",
      check: async () => {
        await ask({ external_redis_port: 6379 }, { [signIn]: ["error", /has no port 6379/] });
        const host = "other.cache.svc.cluster.local";
        await ask({ external_redis_host: host }, { [signIn]: ["error", /cache\/other .* is not there/] });
      },
    },
  ];
}

const signIn = "external-redis-sign-in";

const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "redis" },
  spec: { selector: { app: "dragonfly" }, ports: [{ name: "client", port: 6380, targetPort: 6379 }] },
};

const redis = {
  external_redis_host: "redis.cache.svc.cluster.local",
  external_redis_port: 6380,
  external_redis_username: "litellm",
  external_redis_password: "test-dragonfly-litellm-41d9",
  external_postgresql_host: "127.0.0.1",
};
