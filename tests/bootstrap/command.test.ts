import { execFileSync } from "node:child_process";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KubeObject } from "../../src/kubernetes/object.ts";
import { generateIdentity } from "../../src/sops/identity.ts";
import { type Cluster, kubeconfigOf, withCluster } from "../kubernetes/cluster.ts";
import { bare, whoami } from "../own-apps/cases.ts";
import { inRepository, type Ran, type Repository, told } from "../own-apps/repository.ts";
import { scratchFolder } from "../scratch.ts";

const files = { ...whoami, "cluster.yaml": `${bare}whoami_token: a-token-of-some-length\n` };
const url = "https://example.com/me/home.git";

let pushed = "";

// Made once and copied for each test: six processes of git and two runs of ours take longer than what is tested.
beforeAll(async () => {
  pushed = await scratchFolder("pushed-");
  await inRepository(files, async ({ run, write, root }) => {
    await run("init");
    await run("configure");
    await write(".gitignore", "/no-home/\n/me/\n/age.key\n/cluster.yaml\n");
    publish(root);
    await cp(root, pushed, { recursive: true });
  });
});

afterAll(() => rm(pushed, { recursive: true, force: true }));

/** A repository that is configured, committed and pushed, beside a cluster. */
async function wiring(
  react: (object: KubeObject, cluster: Cluster) => void,
  check: (repository: Repository, cluster: Cluster) => Promise<void>,
): Promise<void> {
  await withCluster(react, (cluster) =>
    inRepository({}, async (repository) => {
      await cp(pushed, repository.root, { recursive: true });
      await repository.write("no-home/.kube/config", kubeconfigOf(cluster.url));
      await check(repository, cluster);
    }),
  );
}

/** The remote is named from within, so that a copy has its own. */
function publish(root: string): void {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, stdio: "ignore" });
  git("init", "-q", "--initial-branch=main");
  git("init", "-q", "--bare", join("me", "home.git"));
  git("remote", "add", "origin", "./me/home.git");
  git("add", "--all");
  git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "all");
  git("push", "-q", "origin", "main");
}

function codes(ran: Ran): string[] {
  return told(ran).map((one) => one.split(" ")[0] ?? one);
}

const fluxGroups = [
  "source.toolkit.fluxcd.io/v1",
  "kustomize.toolkit.fluxcd.io/v1",
  "helm.toolkit.fluxcd.io/v2",
];

function deployment(name: string): KubeObject {
  const containers = [{ name: "manager", image: `ghcr.io/fluxcd/${name}:v1.9.3` }];
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "flux-system" },
    spec: { template: { spec: { containers } } },
    status: { readyReplicas: 1 },
  };
}

/** What the operator does when it is asked for Flux. */
function installs(object: KubeObject, cluster: Cluster): void {
  if (object.kind !== "FluxInstance") return;
  for (const group of fluxGroups) cluster.serves.add(group);
  for (const name of ["source-controller", "kustomize-controller"])
    cluster.objects.set(`/apis/apps/v1/namespaces/flux-system/deployments/${name}`, deployment(name));
  Object.assign(object, { status: { conditions: [{ type: "Ready", status: "True" }] } });
}

const asJson = ["--format", "json", "bootstrap", "--yes", "--url"] as const;

describe("bootstrap", () => {
  it("asks the operator for Flux, waits for it, and goes on", () =>
    wiring(installs, async ({ run, read }, cluster) => {
      cluster.serves.add("fluxcd.controlplane.io/v1");
      const ran = await run(...asJson, ` ${url} `);
      expect([ran.code, codes(ran)]).toEqual([0, []]);
      expect(cluster.applied.map((path) => path.split("/").slice(-2).join("/"))).toEqual([
        "fluxinstances/flux",
        "namespaces/flux-system",
        "secrets/sops-age",
        "gitrepositories/flux-system",
        "kustomizations/cluster",
      ]);
      const source = [...cluster.objects.values()].find(({ kind }) => kind === "GitRepository");
      expect(source?.spec).toMatchObject({ url });
      const [key = "?"] = /AGE-SECRET-KEY-\S+/.exec((await read("age.key")) ?? "") ?? [];
      expect(ran.out + ran.err).not.toContain(key);
    }));

  it("asks for no second Flux where one is asked for already", () =>
    wiring(
      () => {},
      async ({ run }, cluster) => {
        cluster.serves.add("fluxcd.controlplane.io/v1");
        const instance = {
          apiVersion: "fluxcd.controlplane.io/v1",
          kind: "FluxInstance",
          metadata: { name: "flux", namespace: "flux" },
        };
        cluster.objects.set("/apis/fluxcd.controlplane.io/v1/namespaces/flux/fluxinstances/flux", instance);
        setTimeout(() => installs(instance, cluster), 500);
        expect((await run(...asJson, url)).code).toBe(0);
        expect(cluster.applied.filter((path) => path.includes("fluxinstances"))).toEqual([]);
      },
    ));

  it("says how to install Flux where no operator does", () =>
    wiring(
      () => {},
      async ({ run }, cluster) => {
        const ran = await run(...asJson, url);
        expect([ran.code, codes(ran)]).toEqual([1, ["flux-missing"]]);
        expect(cluster.applied).toEqual([]);
      },
    ));

  it("tells before it applies anything that the Secret for the repository is not there", () =>
    wiring(installs, async ({ run }, cluster) => {
      installs({ apiVersion: "", kind: "FluxInstance", metadata: { name: "flux" } }, cluster);
      const dry = await run(...asJson, url, "--source-secret", "home", "--dry-run");
      expect([dry.code, codes(dry), cluster.applied]).toEqual([0, ["source-secret-missing"], []]);
      const ssh = await run(...asJson, "ssh://git@example.com/me/home");
      expect([ssh.code, codes(ssh)]).toEqual([0, ["source-secret-unnamed"]]);
    }));

  it("tells which key of somebody else's it would replace", () =>
    wiring(installs, async ({ run }, cluster) => {
      installs({ apiVersion: "", kind: "FluxInstance", metadata: { name: "flux" } }, cluster);
      const { identity, recipient } = await generateIdentity();
      const data = { "age.agekey": Buffer.from(`${identity}\n`).toString("base64") };
      const metadata = { name: "sops-age", namespace: "flux-system" };
      const secret = { apiVersion: "v1", kind: "Secret", metadata, data };
      cluster.objects.set("/api/v1/namespaces/flux-system/secrets/sops-age", secret);
      const ran = await run(...asJson, url);
      expect([ran.code, codes(ran)]).toEqual([0, ["key-replaced"]]);
      expect(ran.out).toContain(recipient);
      expect(ran.out).not.toContain(identity);
      expect(codes(await run(...asJson, url))).toEqual([]);
    }));

  it("gives no key to a cluster that cluster.yaml does not name, whatever --yes says", () =>
    wiring(installs, async ({ run, read, write }, cluster) => {
      await write("cluster.yaml", `${await read("cluster.yaml")}kubernetes_context: work\n`);
      const ran = await run(...asJson, url);
      expect([ran.code, codes(ran), cluster.applied]).toEqual([1, ["other-context"], []]);
    }));

  it("asks for no Flux while the checkout is not ready", () =>
    wiring(installs, async ({ run, write }, cluster) => {
      cluster.serves.add("fluxcd.controlplane.io/v1");
      await write("kubernetes/mine.yaml", "");
      const ran = await run(...asJson, url);
      expect([ran.code, codes(ran), cluster.applied]).toEqual([1, ["not-committed"], []]);
    }));

  it("refuses a URL that Flux cannot follow without asking the cluster, and shows no password", () =>
    inRepository(files, async ({ run }) => {
      await run("init");
      const short = await run(...asJson, "git@example.com:me/home");
      expect([short.code, codes(short)]).toEqual([1, ["url-invalid"]]);
      expect(short.out).toContain("ssh://git@example.com/me/home");
      const secret = await run(...asJson, "https://me:a-password@example.com/me/home");
      expect([secret.code, codes(secret)]).toEqual([1, ["url-credentials"]]);
      expect(secret.out + secret.err).not.toContain("a-password");
    }));
});
