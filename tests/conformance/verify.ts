import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { askAll, type Case, rowsOf } from "./cases.ts";
import { makeCertificate } from "./certificate.ts";
import { withCleanup } from "./cleanup.ts";
import type { Context, Row } from "./context.ts";
import { debianTool } from "./debian.ts";
import { apiServerTools } from "./kube-api-server.ts";
import { postgresTools } from "./postgres-server.ts";
import { pythonPrograms } from "./python.ts";
import { redisProgram } from "./redis-server.ts";
import { brokenCases } from "./verify-broken.ts";
import { clusterCases, reportFile, startVerifyCluster } from "./verify-cluster.ts";
import { externalCases, startExternal } from "./verify-external.ts";
import { pageCase } from "./verify-page.ts";
import { hosts, type Rig, startPretending, startRig, type Tools, verify } from "./verify-rig.ts";
import { routeCases, startRouteGateway } from "./verify-route.ts";
import { serviceCases } from "./verify-service.ts";

export const name = "verify";

export const webuiPython = {
  name: "open-webui",
  requirements: "tests/conformance/python/open-webui.txt",
  versions: ["3.12"],
};
const reason =
  "Redis stands in for Dragonfly, data for what operators write, a few lines for the kubelet; Headlamp is not there";

/** Lets verify look at real servers that are well, and at each of them broken on purpose. */
export async function run(context: Context): Promise<readonly Row[]> {
  const webui = await pythonPrograms(context, webuiPython);
  const litellm = await pythonPrograms(context);
  const { path: redis } = await redisProgram(context);
  const postgres = await postgresTools(context);
  const apiServer = await apiServerTools(context);
  await debianTool(context, { program: "chromium", package: "chromium" });
  const of = { counterpart: name, version: await versions() };
  return rowsOf(of, () =>
    withCleanup(async (later) => {
      const certificate = await makeCertificate(context, hosts);
      later(certificate.remove);
      const tools = { webui, litellm, redis, postgres, certificate };
      const rig = await startRig(tools, later);
      const cluster = await startVerifyCluster(context, apiServer, certificate, rig, later);
      const gateway = await startRouteGateway(rig, certificate, later);
      const external = await startExternal(tools, later);
      const shown = pageCase(context, reportFile(cluster));
      const well = [...wellCases(rig), ...clusterCases(cluster), shown, fallbackCase(tools, rig)];
      const servers = [...routeCases(gateway), ...serviceCases(cluster), ...externalCases(external)];
      const cases = [...well, ...servers, ...brokenCases(rig, redis)];
      const row = await askAll(of, cases);
      return [{ ...row, reason }];
    }),
  );
}

/** The versions that the suite pins. */
async function versions(): Promise<string> {
  const files = ["python/requirements.txt", "python/open-webui.txt"];
  const texts = await Promise.all(files.map((file) => readFile(`tests/conformance/${file}`, "utf8")));
  const of = (word: string) => new RegExp(`^${word}==(\\S+)`, "m").exec(texts.join("\n"))?.[1] ?? "?";
  return `litellm ${of("litellm")}, open-webui ${of("open-webui")}`;
}

/** Of Headlamp only what LiteLLM answers for it. */
const absent = new Set(["headlamp-answers"]);

function wellCases(rig: Rig): Case[] {
  return [
    {
      title: "everything holds on a platform that is well",
      check: async () => {
        const checked = (await verify(rig, { chat: true })).filter(({ id }) => !absent.has(id));
        const said = checked.map(({ id, status }) => `${id} ${status}`).sort();
        const told = checked.map(({ id, status, message }) => `${id} ${status}: ${message}`).join("\n");
        assert.deepEqual(said, expected, told);
      },
    },
  ];
}

function fallbackCase(tools: Tools, rig: Rig): Case {
  const check = () =>
    withCleanup(async (later) => {
      const ports = new Map([...rig.ports, ["LiteLLM", await startPretending(tools, rig, later)]]);
      const asking = { ports, chat: true, only: ["litellm-fallback-"] };
      const fires = await verify(rig, asking);
      assert.deepEqual(
        fires.map(({ status, message }) => [status, message]),
        [["ok", "large answers for it"]],
      );
      rig.provider.failing.add("gpt-4o");
      const [broken] = await verify(rig, asking).finally(() => rig.provider.failing.clear());
      assert.equal(broken?.status, "error", broken?.message);
    });
  return {
    title: "a fallback fires where LiteLLM may pretend a failure, and is missed when it does not",
    check,
  };
}

/**
 * The certificates are for the right names, but vouch for themselves; LiteLLM rightly refuses to pretend a failure, and
 * without its database it knows no key but the first.
 */
const expected = [
  "dragonfly-shut ok",
  "dragonfly-tenant-litellm ok",
  "dragonfly-tenant-openwebui ok",
  "headlamp-assistant ok",
  "litellm-answers ok",
  "litellm-archiving ok",
  "litellm-backup ok",
  "litellm-cache ok",
  "litellm-client-headlamp-ai-assistant skipped",
  "litellm-client-open-webui skipped",
  "litellm-fallback-small skipped",
  "litellm-fallbacks ok",
  "litellm-instances ok",
  "litellm-key ok",
  "litellm-metrics ok",
  "litellm-model-alone ok",
  "litellm-model-large ok",
  "litellm-model-small ok",
  "litellm-model-vectors ok",
  "litellm-models ok",
  "litellm-schema ok",
  "open-webui-answers ok",
  "open-webui-instances ok",
  "open-webui-models ok",
  "open-webui-schema ok",
  ...hosts.map((host) => `route-${host} warning`),
].sort();
