import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { configMap, secret } from "./cases.ts";
import { inRepository } from "./repository.ts";

it("what docs/own-apps.md shows works as it stands", async () => {
  const page = (await readFile("docs/own-apps.md", "utf8")).replaceAll("\r\n", "\n");
  const block = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s").exec(page)?.[1] ?? "";
  const files = {
    "cluster.yaml": "cloudflare_domain: example.com\nmonitoring_enabled: true\nwhoami_greeting: hi\n",
    "templates/apps/whoami/ks.yaml.j2": block("yaml"),
    "templates/apps/whoami/settings.schema.json": block("json"),
    "templates/apps/whoami/app/configmap.yaml.j2": configMap("#{ whoami_greeting | yaml }#"),
    "templates/apps/whoami/app/secret.sops.yaml.j2": secret,
  };
  await inRepository(files, async (repository) => {
    expect((await repository.run("init")).code).toBe(0);
    expect((await repository.run("configure")).code).toBe(0);
    const text = await repository.read("kubernetes/apps/whoami/whoami/app/configmap.yaml");
    expect(text).toContain("value: hi\n");
  });
});
