import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { kubeconfigOf } from "../kubernetes/cluster.ts";
import { bundledOnce } from "../line/bundled.ts";
import { bare, whoami } from "../own-apps/cases.ts";
import { inRepository } from "../own-apps/repository.ts";

const clusterloom = bundledOnce();
const files = { ...whoami, "cluster.yaml": `${bare}whoami_token: a-token-of-some-length\n` };

it.each(["validate", "reconcile", "verify"])("Node has nothing to say about %s itself", (command) =>
  inRepository(files, async ({ root }) => {
    await writeFile(join(root, "kubeconfig"), kubeconfigOf("https://127.0.0.1:1"));
    const { stderr } = await execa(process.execPath, ["--pending-deprecation", clusterloom(), command], {
      cwd: root,
      reject: false,
      extendEnv: false,
      env: { KUBECONFIG: join(root, "kubeconfig"), HOME: root },
    });
    expect(stderr).not.toMatch(/Warning/);
  }),
);
