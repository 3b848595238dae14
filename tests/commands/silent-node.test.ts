import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { bundledOnce } from "../line/bundled.ts";
import { bare, whoami } from "../own-apps/cases.ts";
import { inRepository } from "../own-apps/repository.ts";

const clusterloom = bundledOnce();
const files = { ...whoami, "cluster.yaml": `${bare}whoami_token: a-token-of-some-length\n` };

const kubeconfig = JSON.stringify({
  clusters: [{ name: "home", cluster: { server: "https://127.0.0.1:1" } }],
  users: [{ name: "me", user: { token: "a-token-for-the-cluster" } }],
  contexts: [{ name: "home", context: { cluster: "home", user: "me" } }],
  "current-context": "home",
});

it.each(["validate", "reconcile", "verify"])("Node has nothing to say about %s itself", (command) =>
  inRepository(files, async ({ root }) => {
    await writeFile(join(root, "kubeconfig"), kubeconfig);
    const { stderr } = await execa(process.execPath, ["--pending-deprecation", clusterloom(), command], {
      cwd: root,
      reject: false,
      extendEnv: false,
      env: { KUBECONFIG: join(root, "kubeconfig"), HOME: root },
    });
    expect(stderr).not.toMatch(/Warning/);
  }),
);
