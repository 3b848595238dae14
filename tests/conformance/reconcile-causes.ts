import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Case } from "./cases.ts";
import { makeCertificate } from "./certificate.ts";
import type { Context } from "./context.ts";
import { mustApply } from "./flux-platform.ts";
import type { KubeObject } from "./kube-object.ts";
import { expectReason, neighbourKs, type ReconcileRig, reconcile, withNeighbour } from "./reconcile-rig.ts";

/** What else the API server itself has against objects: its own words, and the cause that we make of them. */
export function causeCases(rig: ReconcileRig, context: Context): Case[] {
  const refused = (namespace: string, object: KubeObject, ...codes: readonly string[]) => {
    const files = {
      "ks.yaml": neighbourKs("broken", { targetNamespace: namespace }),
      "broken/one.yaml": JSON.stringify(object),
    };
    return withNeighbour(rig, files, async () =>
      expectReason(await reconcile(rig, "--timeout", "20s"), ...codes),
    );
  };
  return [
    {
      title: "quota that is used up",
      check: async () => {
        await namespace(rig, "full");
        await fullQuota(rig, "full");
        await refused("full", configMap, "quota-exceeded");
      },
    },
    {
      title: "pod that the namespace's Pod Security refuses",
      check: async () => {
        await namespace(rig, "restricted", { "pod-security.kubernetes.io/enforce": "restricted" });
        await refused("restricted", rootPod, "webhook-refused");
      },
    },
    {
      title: "webhook that refuses",
      check: async () => {
        await guard(rig, "denied", await denyingWebhook(rig, context));
        await refused("denied", configMap, "webhook-refused");
      },
    },
    {
      title: "webhook that does not answer",
      check: async () => {
        const { cert } = await denyingWebhook(rig, context);
        await guard(rig, "unanswered", { port: 1, cert });
        await refused("unanswered", configMap, "timeout", "webhook-unreachable");
      },
    },
  ];
}

const configMap: KubeObject = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "one" } };

const rootPod: KubeObject = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "one" },
  spec: {
    containers: [{ name: "main", image: "example.com/none:1.0.0", securityContext: { runAsUser: 0 } }],
  },
};

async function namespace(
  { server, resources }: ReconcileRig,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<void> {
  const object: KubeObject = { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
  await mustApply(server.ask, resources, object);
}

/** No controller counts here: the status says what one would have counted. */
async function fullQuota({ server, resources }: ReconcileRig, within: string): Promise<void> {
  const hard = { "count/configmaps": "0" };
  const object = {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "full", namespace: within },
    spec: { hard },
  };
  await mustApply(server.ask, resources, object);
  await server.ask(`/api/v1/namespaces/${within}/resourcequotas/full/status`, {
    method: "PATCH",
    type: "application/merge-patch+json",
    body: { status: { hard, used: { "count/configmaps": "0" } } },
  });
}

interface Webhook {
  readonly port: number;
  readonly cert: string;
}

/** A webhook of the suite's that takes nothing. */
async function denyingWebhook(rig: ReconcileRig, context: Context): Promise<Webhook> {
  const { key, cert, remove } = await makeCertificate(context);
  rig.later(remove);
  const server = createServer({ key, cert }, async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { uid } = (JSON.parse(text) as { request: { uid: string } }).request;
    const status = { message: "it is not wanted here" };
    const answer = {
      apiVersion: "admission.k8s.io/v1",
      kind: "AdmissionReview",
      response: { uid, allowed: false, status },
    };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  rig.later(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, cert };
}

/** A namespace whose ConfigMaps the webhook at the port is asked about. */
async function guard(rig: ReconcileRig, name: string, { port, cert }: Webhook): Promise<void> {
  await namespace(rig, name);
  const caBundle = Buffer.from(cert).toString("base64");
  const webhook = {
    name: `${name}.example.com`,
    clientConfig: { url: `https://127.0.0.1:${port}/`, caBundle },
    rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["configmaps"] }],
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
    sideEffects: "None",
    admissionReviewVersions: ["v1"],
    timeoutSeconds: 2,
  };
  await mustApply(rig.server.ask, rig.resources, {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingWebhookConfiguration",
    metadata: { name },
    webhooks: [webhook],
  });
}
