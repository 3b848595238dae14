import { type Answer, type KubeClient, reasonOf } from "./kube-client.ts";
import { identityOf, type KubeObject } from "./kube-object.ts";
import { pathOf, type Resources } from "./kube-resources.ts";

const query = "fieldManager=clusterloom&force=true";

/** Server-side apply; `strict` only asks whether it would be taken, down to unknown and duplicate fields. */
export async function apply(
  ask: KubeClient,
  resources: Resources,
  body: KubeObject,
  strict = false,
): Promise<Answer> {
  const path = pathOf(resources, body);
  if (!path)
    return { status: 404, body: { message: `no kind ${body.apiVersion}/${body.kind}` }, warnings: [] };
  const dry = strict ? "&dryRun=All&fieldValidation=Strict" : "";
  return ask(`${path}?${query}${dry}`, { method: "PATCH", type: "application/apply-patch+yaml", body });
}

export interface Verdict {
  /** What the server has against the object; undefined when it would take it. */
  readonly reason: string | undefined;
  readonly warnings: readonly string[];
}

/** Asks whether the server would take the object; nothing is stored. */
export async function refusal(ask: KubeClient, resources: Resources, object: KubeObject): Promise<Verdict> {
  const answer = await apply(ask, resources, object, true);
  const reason = answer.status < 300 ? undefined : `${identityOf(object)}: ${reasonOf(answer)}`;
  return { reason, warnings: answer.warnings };
}
