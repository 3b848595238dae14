import { describe, expect, it } from "vitest";
import type { KubeApi } from "../../src/kubernetes/api.ts";
import { kubeApi } from "../../src/kubernetes/client.ts";
import { kinds, refTo } from "../../src/kubernetes/kinds.ts";
import { askOver, textFrom } from "../../src/kubernetes/transport.ts";
import { type Asked, withServer } from "./server.ts";

const apiAt = (server: string): KubeApi => kubeApi(askOver({ server, options: async () => ({}) }));
const one = refTo(kinds.kustomization, "one", "flux-system");
const path = "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/one";

const statuses: [number, string][] = [
  [401, "credentials"],
  [403, "forbidden"],
  [410, "expired"],
  [422, "invalid"],
  [500, "other"],
];

async function asking(
  body: unknown,
  ask: (api: KubeApi) => Promise<unknown>,
  status = 200,
): Promise<readonly Asked[]> {
  let seen: readonly Asked[] = [];
  await withServer(
    (_asked, response) => response.writeHead(status).end(JSON.stringify(body)),
    async (url, asked) => {
      await ask(apiAt(url));
      seen = asked;
    },
  );
  return seen;
}

describe("kubeApi", () => {
  it("annotates by a merge patch of nothing but the annotation", async () => {
    const asked = await asking({}, (api) => api.annotate(one, { a: "b" }));
    expect(asked).toEqual([
      {
        method: "PATCH",
        url: `${path}?fieldManager=clusterloom`,
        type: "application/merge-patch+json",
        body: '{"metadata":{"annotations":{"a":"b"}}}',
      },
    ]);
  });

  it("suspends by a merge patch of nothing but that field", async () => {
    const [asked] = await asking({}, (api) => api.suspend(one, true));
    expect(asked?.body).toBe('{"spec":{"suspend":true}}');
  });

  it("applies on the server, and only asks where that is meant", async () => {
    const object = { apiVersion: "v1", kind: "Namespace", metadata: { name: "x" } };
    const [asked] = await asking({}, (api) => api.apply(object, true));
    expect(asked?.url).toBe("/api/v1/namespaces/x?fieldManager=clusterloom&force=true&dryRun=All");
    expect(asked?.type).toBe("application/apply-patch+yaml");
  });

  it("finds kinds that it does not know in the discovery, once", async () => {
    const resources = [
      { name: "widgets/status", kind: "Widget", namespaced: true },
      { name: "widgets", kind: "Widget", namespaced: true },
    ];
    const widget = { apiVersion: "example.com/v1", kind: "Widget", name: "w", namespace: "x" };
    const asked = await asking({ resources }, async (api) => {
      await api.get(widget);
      await api.get(widget);
    });
    const at = "/apis/example.com/v1/namespaces/x/widgets/w";
    expect(asked.map(({ url }) => url)).toEqual(["/apis/example.com/v1", at, at]);
  });

  it("gives nothing for what is not there", async () => {
    await asking({}, async (api) => expect(await api.get(one)).toBeUndefined(), 404);
  });

  it.each(statuses)("says what the server has against it: %d is %s", async (status, reason) => {
    const refused = (api: KubeApi) =>
      expect(api.version()).rejects.toMatchObject({ reason, message: "no", status });
    await asking({ message: "no" }, refused, status);
  });

  it("says that something else answers, such as the page of a proxy", async () => {
    const ask = (url: string) => expect(apiAt(url).version()).rejects.toMatchObject({ reason: "other" });
    await withServer((_asked, response) => response.end("<html>sign in</html>"), ask);
  });

  it("notices an answer that never ends although it must", async () => {
    await withServer(
      (_asked, response) => response.writeHead(200).write("x"),
      async (server) => {
        const ask = askOver({ server, options: async () => ({}) });
        const whole = ask({ path: "/", endsWithin: 20 }).then(textFrom);
        await expect(whole).rejects.toMatchObject({ reason: "unreachable" });
      },
    );
  });

  it("says that there is no answer", async () => {
    await expect(apiAt("http://127.0.0.1:1").version()).rejects.toMatchObject({ reason: "unreachable" });
  });

  it("hears of changes, also where a line comes in pieces, and of the end of what the server remembers", async () => {
    const event = `${JSON.stringify({ type: "MODIFIED", object: { kind: "Kustomization", metadata: { name: "ü" } } })}\n`;
    const bytes = Buffer.from(
      `${event}${JSON.stringify({ type: "ERROR", object: { code: 410, message: "too old" } })}\n`,
    );
    const cut = bytes.indexOf(Buffer.from("ü")) + 1;
    await withServer(
      (_asked, response) => {
        response.writeHead(200).write(bytes.subarray(0, cut));
        setTimeout(() => response.end(bytes.subarray(cut)), 20);
      },
      async (url, asked) => {
        const names: string[] = [];
        const where = { resourceVersion: "7" };
        const hear = async () => {
          const changes = apiAt(url).watch(kinds.kustomization, where, new AbortController().signal);
          for await (const { object } of changes) names.push(object.metadata.name);
        };
        await expect(hear()).rejects.toMatchObject({ reason: "expired" });
        expect(names).toEqual(["ü"]);
        expect(asked[0]?.url).toContain(
          "watch=true&allowWatchBookmarks=true&resourceVersion=7&timeoutSeconds=30",
        );
      },
    );
  });
});
