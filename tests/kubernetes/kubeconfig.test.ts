import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type AddressInfo, connect as open } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/kubernetes/kubeconfig.ts";
import { inRepository } from "../own-apps/repository.ts";
import { withServer } from "./server.ts";

const secret = "a-token-for-the-cluster";

interface Parts {
  readonly server?: string;
  readonly cluster?: object;
  readonly user?: object;
  readonly name?: string;
  readonly current?: string;
}

function config({
  server = "https://127.0.0.1:1",
  cluster,
  user,
  name = "home",
  current = name,
}: Parts = {}) {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "insecure-skip-tls-verify": true, ...cluster } }],
    users: [{ name, user: user ?? { token: secret } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": current,
  });
}

/** Connects by the given files, in their order. */
async function connecting(
  files: Readonly<Record<string, string>>,
  check: (outcome: ReturnType<typeof connect>, root: string) => Promise<void> | void,
  wish: { readonly context?: string; readonly interactive?: boolean } = {},
): Promise<void> {
  await inRepository(files, async ({ root }) => {
    const paths = Object.keys(files).filter((name) => name.endsWith(".kube"));
    await check(connect({ files: paths.map((name) => join(root, name)), inCluster: false, ...wish }), root);
  });
}

const home = JSON.parse(config());
const broken: [string, string, string, RegExp][] = [
  ["nothing", "", "kubeconfig-invalid", /a\.kube/],
  ["no mapping", "- a\n- b\n", "context-unknown", /no current context/],
  ["no YAML", `users:\n  - token: "${secret}\n`, "kubeconfig-invalid", /no YAML, line/],
  [
    "a cluster without a server",
    config({ server: "" }),
    "kubeconfig-invalid",
    /clusters\[0\]\.cluster\.server/,
  ],
  [
    "a file of a token that is not there",
    config({ user: { "token-file": "/nowhere/token" } }),
    "kubeconfig-invalid",
    /\/nowhere\/token/,
  ],
  [
    "no current context",
    JSON.stringify({ ...home, "current-context": undefined }),
    "context-unknown",
    /no current/,
  ],
  ["a current context that is not there", config({ current: "work" }), "context-unknown", /no context work/],
  [
    "a context without its cluster",
    JSON.stringify({ ...home, clusters: [] }),
    "context-unknown",
    /cluster home/,
  ],
  ["a context without its user", JSON.stringify({ ...home, users: [] }), "context-unknown", /user home/],
  ["a server that is no URL", config({ server: "the cluster" }), "context-unknown", /URL/],
];

describe("connect", () => {
  it.each(broken)("says what is wrong with %s", (_title, text, code, words) =>
    connecting({ "a.kube": text }, ({ value, problems }) => {
      expect([value, problems.map((problem) => problem.code)]).toEqual([undefined, [code]]);
      expect(problems[0]?.message).toMatch(words);
      expect(JSON.stringify(problems)).not.toContain(secret);
    }),
  );

  it("takes several files as one, the first of what has the same name", () => {
    const files = {
      "a.kube": JSON.stringify({
        ...JSON.parse(config({ server: "https://first:1" })),
        "current-context": "",
      }),
      "b.kube": config({ server: "https://second:1" }),
      "c.kube": config({ server: "https://third:1", name: "work" }),
    };
    return connecting(files, async ({ value }, root) => {
      expect([value?.context, value?.server]).toEqual(["home", "https://first:1"]);
      const paths = Object.keys(files).map((name) => join(root, name));
      const other = connect({ files: paths, inCluster: false, context: "work" });
      expect(other.value?.server).toBe("https://third:1");
    });
  });

  it("goes through the proxy that the cluster names", async () => {
    const through: string[] = [];
    const proxy = createServer();
    proxy.on("connect", (asked, socket) => {
      through.push(asked.url ?? "");
      const [host, port] = (asked.url ?? "").split(":");
      const onward = open({ host, port: Number(port) }, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        socket.pipe(onward).pipe(socket);
      });
    });
    await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await withServer(
      (_asked, response) => response.end('{"gitVersion":"v1.36.3"}'),
      (server) =>
        connecting({ "a.kube": config({ server, cluster: { "proxy-url": url } }) }, async ({ value }) => {
          expect(await value?.api.version()).toBe("1.36.3");
          expect(through).toEqual([new URL(server).host]);
        }),
    );
    proxy.closeAllConnections();
    proxy.close();
  });

  it.each([
    ["a certificate that ran out", "expired", "x", /ran out on 2026-11-21/],
    ["a certificate that is none", "bm9uZQ==", "x", /certificate of the kubeconfig cannot be read/],
    ["a key that is none", undefined, Buffer.from(secret).toString("base64"), /cannot be used \(ERR/],
  ])("refuses %s before it asks", async (_title, cert, key, words) => {
    const pem = await readFile("tests/kubernetes/cases/expired.pem");
    const data = cert === "expired" ? pem.toString("base64") : cert;
    const user = { "client-certificate-data": data, "client-key-data": key };
    await connecting({ "a.kube": config({ user }) }, async ({ value }) => {
      const error = await value?.api.version().catch((caught: unknown) => caught);
      expect(error).toMatchObject({ reason: "credentials", message: expect.stringMatching(words) });
      expect(String(error)).not.toContain(secret);
    });
  });
});

const told = (status: object) =>
  `console.log(JSON.stringify({ kind: "ExecCredential", status: ${JSON.stringify(status)} }))`;

/** A user who signs in by a program of Node's; the program is in `plugin.cjs`. */
const plugin = (root: string, more: object = {}) => ({
  exec: {
    apiVersion: "client.authentication.k8s.io/v1",
    command: process.execPath,
    args: [join(root, "plugin.cjs")],
    ...more,
  },
});

async function signingIn(
  code: string,
  more: object,
  check: (error: unknown, seen: readonly (string | undefined)[]) => void,
  requests = 1,
): Promise<void> {
  const seen: (string | undefined)[] = [];
  const server = createServer((asked, response) => {
    seen.push(asked.headers.authorization);
    response.end('{"gitVersion":"v1.36.3"}');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await inRepository({ "plugin.cjs": code }, async ({ root, write }) => {
    await write("a.kube", config({ server: url, user: plugin(root, more) }));
    const { value } = connect({ files: [join(root, "a.kube")], inCluster: false });
    let error: unknown;
    for (let count = 0; count < requests; count += 1)
      await value?.api.version().catch((caught: unknown) => {
        error = caught;
      });
    check(error, seen);
  });
  server.closeAllConnections();
  server.close();
}

describe("a program that signs in", () => {
  it("is asked once, is told of the cluster, and is never prompted without a terminal", () =>
    signingIn(
      `const { spec } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);
       const isTold = spec.interactive === false && spec.cluster.server.startsWith("http:") && process.env.OWN === "1";
       process.stdin.on("end", () => ${told({ token: secret })}).resume();
       if (!isTold) process.exit(9);`,
      { provideClusterInfo: true, env: [{ name: "OWN", value: "1" }] },
      (error, seen) => {
        expect(error).toBeUndefined();
        expect(seen).toEqual([`Bearer ${secret}`, `Bearer ${secret}`]);
      },
      2,
    ));

  it.each([
    [
      "is not there",
      { command: "no-such-program", installHint: "get it" },
      /no-such-program.*not installed: get it/,
    ],
    ["lies beside the kubeconfig and is not there", { command: "./bin/none" }, /bin.none.*not installed/],
    ["needs a terminal", { interactiveMode: "Always" }, /needs a terminal/],
    ["is not named", { command: "" }, /names no command/],
  ])("is named where it %s", (_title, more, words) =>
    signingIn("", more, (error, seen) => {
      expect(error).toMatchObject({ reason: "credentials", message: expect.stringMatching(words) });
      expect(seen).toEqual([]);
    }),
  );

  it.each([
    ["fails", `console.log("${secret}"); process.exit(3)`, /exit code 3/],
    ["prints no JSON", `console.log("${secret}")`, /no credential/],
    ["prints nothing to sign in with", told({ clientCertificateData: "x" }), /no credential/],
  ])("is named where it %s, and what it printed is not", (_title, code, words) =>
    signingIn(code, {}, (error) => {
      expect(error).toMatchObject({ reason: "credentials", message: expect.stringMatching(words) });
      expect(String(error)).not.toContain(secret);
    }),
  );
});
