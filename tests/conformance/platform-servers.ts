import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Later } from "./cleanup.ts";
import { containerOf } from "./container.ts";
import { startLitellm } from "./litellm-server.ts";
import { appliedPlatform } from "./platform-applied.ts";
import type { Provider } from "./provider.ts";
import type { ReconcileRig } from "./reconcile-rig.ts";
import { type Pod, pods, startPods } from "./verify-pods.ts";
import { kept, type Servers, startServers, type Tools } from "./verify-rig.ts";

/** Everything that is needed for a platform that runs. */
export interface Site {
  readonly rig: ReconcileRig;
  readonly tools: Tools;
  readonly provider: Provider;
}

const headlamp: Pod = {
  namespace: "headlamp",
  name: "headlamp-0",
  labels: { "app.kubernetes.io/name": "headlamp", "app.kubernetes.io/instance": "headlamp" },
  port: 4466,
  place: "Headlamp",
};

/** What helm-controller and the operators would start: servers by what the cluster holds, and pods before them. */
export async function startPlatform({ rig, tools, provider }: Site): Promise<Servers> {
  const servers = await startServers(tools, await appliedPlatform(rig.server.ask), provider, rig.later);
  servers.ports.set("Headlamp", await startPage(rig.later));
  const portOf = ({ place }: Pod) => servers.ports.get(place);
  await startPods(rig.server.ask, [...pods, headlamp], tools.certificate, portOf, rig.later);
  return servers;
}

/** Stands in for Headlamp, which cannot be had: a page. */
async function startPage(later: Later): Promise<number> {
  const server = createServer((_request, response) => response.end("<title>stand-in</title>"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  later(async () => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** What a change of its ConfigMap does: another LiteLLM by what the cluster holds now, at the address of its Service. */
export async function restartLitellm({ rig, tools, provider }: Site, servers: Servers): Promise<void> {
  const container = containerOf(await appliedPlatform(rig.server.ask), "litellm");
  if (!container) throw new Error("there is no LiteLLM");
  const ends = { provider: provider.url, redisPort: servers.redis.port, certificate: tools.certificate.file };
  await servers.litellm.stop();
  await kept(startLitellm(tools.litellm, container, ends, servers.ports.get("LiteLLM")), rig.later);
}
