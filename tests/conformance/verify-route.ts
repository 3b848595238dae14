import assert from "node:assert/strict";
import type { Case } from "./cases.ts";
import type { Certificate } from "./certificate.ts";
import type { Later } from "./cleanup.ts";
import { startTlsGateway } from "./tls-gateway.ts";
import { assertFound, type Expected, verifyCommand } from "./verify-command.ts";
import { configuration, type Rig } from "./verify-rig.ts";

/** The Gateway in front of the rig's servers, by their host names; Headlamp is not there, and has no route. */
export interface RouteGateway {
  readonly port: number;
  readonly certificate: Certificate;
  /** Host names whose pods are gone while they are in here. */
  readonly gone: Set<string>;
}

const places: Readonly<Record<string, string>> = {
  "litellm.example.com": "LiteLLM",
  "chat.example.com": "Open WebUI",
};

export async function startRouteGateway(
  rig: Rig,
  certificate: Certificate,
  later: Later,
): Promise<RouteGateway> {
  const gone = new Set<string>();
  const { port, stop } = await startTlsGateway(certificate, (host) => {
    const place = places[host];
    if (place === undefined) return undefined;
    return gone.has(host) ? 1 : rig.ports.get(place);
  });
  later(stop);
  return { port, certificate, gone };
}

interface Asking {
  readonly title: string;
  /** Host names whose pods are gone. */
  readonly gone?: readonly string[];
  readonly distrust?: true;
  /** More of the command line. */
  readonly args?: readonly string[];
  readonly code: number;
  readonly expected: Readonly<Record<string, Expected>>;
}

/** By the public routes, without a kubeconfig, as the command line of a user who has only a browser's way in. */
export function routeCases(gateway: RouteGateway): Case[] {
  return all.map((one) => ({ title: `by route: ${one.title}`, check: () => ask(gateway, one) }));
}

async function ask({ port, certificate, gone }: RouteGateway, asking: Asking): Promise<void> {
  for (const host of asking.gone ?? []) gone.add(host);
  const env = asking.distrust ? {} : { NODE_EXTRA_CA_CERTS: certificate.file };
  const args = ["--via", "route", "--resolve", `127.0.0.1:${port}`, ...(asking.args ?? [])];
  try {
    const asked = await verifyCommand(configuration, args, env);
    assertFound(asked, asking.expected);
    assert.equal(asked.code, asking.code, asked.output);
  } finally {
    gone.clear();
  }
}

const noCluster: Expected = ["skipped", /no cluster can be asked/];

const all: readonly Asking[] = [
  {
    title: "what has a route holds, and what only the cluster knows is left out",
    args: ["litellm", "open-webui", "cluster", "--chat"],
    code: 0,
    expected: {
      "litellm-answers": "ok",
      "litellm-key": "ok",
      "litellm-models": "ok",
      "litellm-fallbacks": "ok",
      "litellm-model-small": "ok",
      "litellm-instances": noCluster,
      "litellm-schema": noCluster,
      "litellm-backup": noCluster,
      "litellm-metrics": noCluster,
      "open-webui-answers": "ok",
      "open-webui-models": "ok",
      "route-litellm.example.com": ["ok", /another \d+ days/],
      "route-chat.example.com": "ok",
      "route-headlamp.example.com": ["warning", /answers 404/],
    },
  },
  {
    title: "the assistant's preflight passes where browsers send it",
    args: ["headlamp"],
    code: 1,
    expected: { "headlamp-answers": ["error", /gets 404/], "headlamp-assistant": "ok" },
  },
  {
    title: "an authority that is not trusted is told as such",
    args: ["litellm", "cluster"],
    distrust: true,
    code: 1,
    expected: {
      "litellm-answers": ["error", /certificate of LiteLLM is not trusted here/],
      "litellm-models": "skipped",
      "route-litellm.example.com": ["warning", /right name, but not trusted here/],
    },
  },
  {
    title: "pods that are gone behind a route",
    args: ["litellm", "cluster"],
    gone: ["litellm.example.com"],
    code: 1,
    expected: {
      "litellm-answers": ["error", /answers 503/],
      "route-litellm.example.com": ["error", /answers 503/],
      "route-chat.example.com": "ok",
    },
  },
  {
    title: "a name that leads elsewhere",
    args: ["cluster", "--resolve", "127.0.0.1:1"],
    code: 1,
    expected: { "route-chat.example.com": ["error", /ECONNREFUSED/] },
  },
];
