import type { Change, KubeApi, List, Right, Where } from "./api.ts";
import { isKubeError, KubeError } from "./api.ts";
import { type Kind, knownKind, listPath, objectPath } from "./kinds.ts";
import { type KubeObject, listOf, type Ref, refOf, textOf } from "./object.ts";
import { type Ask, type Question, textFrom } from "./transport.ts";

/** Who owns the fields that we set. */
const manager = "clusterloom";

/** The API server behind `ask`. */
export function kubeApi(ask: Ask): KubeApi {
  const json = async (question: Question): Promise<unknown> =>
    parsed(await textFrom(await ask(question)), question.path);
  const kind = kindFinder(json);
  const pathOf = async (ref: Ref): Promise<string> => {
    const found = await kind(ref);
    if (!found)
      throw new KubeError("not-found", `the server does not know ${ref.apiVersion} ${ref.kind}`, 404);
    return objectPath(found, ref);
  };
  const patch = async (ref: Ref, body: unknown): Promise<KubeObject> =>
    (await json({
      method: "PATCH",
      path: `${await pathOf(ref)}?fieldManager=${manager}`,
      body,
      type: mergePatch,
    })) as KubeObject;
  return {
    version: async () => (textOf(await json({ path: "/version" }), "gitVersion") ?? "").replace(/^v/, ""),
    kind,
    serves: async (of) => (await discovered(json, new Map(), of)) !== undefined,
    get: (ref) => unlessMissing(async () => (await json({ path: await pathOf(ref) })) as KubeObject),
    list: async (of, where) =>
      listed(of, await json({ path: `${listPath(of, where?.namespace)}${query(where)}` })),
    watch: (of, where, signal) => changes(ask, of, where, signal),
    annotate: (ref, annotations) => patch(ref, { metadata: { annotations } }),
    suspend: (ref, suspended) => patch(ref, { spec: { suspend: suspended } }),
    apply: async (object, dry) => {
      const path = `${await pathOf(refOf(object))}?fieldManager=${manager}&force=true${dry ? "&dryRun=All" : ""}`;
      return (await json({ method: "PATCH", path, body: object, type: applyPatch })) as KubeObject;
    },
    log: async ({ namespace, pod, container, lines, previous = false }) => {
      const asked = `container=${encodeURIComponent(container)}&tailLines=${lines}&previous=${previous}`;
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
      return textFrom(await ask({ path: `${path}?${asked}`, accept: "*/*" }));
    },
    mayI: (right) => mayI(json, right),
  };
}

const mergePatch = "application/merge-patch+json";
const applyPatch = "application/apply-patch+yaml";

type Json = (question: Question) => Promise<unknown>;

/** A proxy or a sign-in page before the API server answers in HTML. */
function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KubeError("other", `the answer to ${path} is not JSON; something else answers in its place`);
  }
}

/** Known kinds cost no request; what discovery told is kept as long as the client. */
function kindFinder(json: Json): KubeApi["kind"] {
  const groups = new Map<string, Promise<unknown>>();
  return async (of) => knownKind(of) ?? discovered(json, groups, of);
}

async function discovered(
  json: Json,
  groups: Map<string, Promise<unknown>>,
  { apiVersion, kind }: Pick<Ref, "apiVersion" | "kind">,
): Promise<Kind | undefined> {
  const path = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const found = groups.get(path) ?? unlessMissing(() => json({ path }));
  groups.set(path, found);
  const resources = listOf(await found, "resources") as readonly Resource[];
  const resource = resources.find((each) => each.kind === kind && !each.name.includes("/"));
  return resource && { apiVersion, kind, plural: resource.name, clusterScoped: !resource.namespaced };
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

async function unlessMissing<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (isKubeError(error) && error.reason === "not-found") return undefined;
    throw error;
  }
}

/** In a list the objects leave out what the list says for all of them. */
function listed({ apiVersion, kind }: Kind, body: unknown): List {
  const items = listOf(body, "items").map(
    (item) => ({ ...(item as object), apiVersion, kind }) as KubeObject,
  );
  return { items, resourceVersion: textOf(body, "metadata", "resourceVersion") ?? "" };
}

function query(where: Where = {}, more: Readonly<Record<string, string>> = {}): string {
  const asked = new URLSearchParams(more);
  if (where.labels !== undefined) asked.set("labelSelector", where.labels);
  if (where.fields !== undefined) asked.set("fieldSelector", where.fields);
  const text = asked.toString();
  return text === "" ? "" : `?${text}`;
}

async function* changes(
  ask: Ask,
  kind: Kind,
  where: Where & { readonly resourceVersion: string },
  signal: AbortSignal,
): AsyncIterable<Change> {
  const { resourceVersion } = where;
  const timeoutSeconds = String(stretch.seconds);
  const asked = query(where, { watch: "true", allowWatchBookmarks: "true", resourceVersion, timeoutSeconds });
  const path = `${listPath(kind, where.namespace)}${asked}`;
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of await ask({ path, signal, endsWithin: stretch.limit })) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield changeOf(line, path);
  }
}

/**
 * The server ends each stretch of a watch by itself. One that does not end tells of a connection that died without a
 * word, as behind a VPN that went away; the limit is in milliseconds.
 */
const stretch = { seconds: 30, limit: 45_000 };

/** An error comes as one more event of the stream. */
function changeOf(line: string, path: string): Change {
  const { type, object } = parsed(line, path) as { type: string; object: KubeObject };
  if (type !== "ERROR") return { type: type as Change["type"], object };
  const { code, message } = object as { code?: number; message?: string };
  throw new KubeError(code === 410 ? "expired" : "other", message ?? "the watch failed", code);
}

async function mayI(json: Json, { verb, group, resource, namespace }: Right): Promise<boolean> {
  const resourceAttributes = { verb, group, resource, ...(namespace !== undefined && { namespace }) };
  const body = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes },
  };
  const answer = await json({
    method: "POST",
    path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
    body,
  });
  return (answer as { status?: { allowed?: boolean } }).status?.allowed === true;
}
