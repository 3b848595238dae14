import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

const FOLDER = new URL("../../goldens/full/kubernetes/apps/ai-system/litellm/database/", import.meta.url);
const PRUNE = "kustomize.toolkit.fluxcd.io/prune";

const objects = new Map<string, { metadata: { annotations?: Record<string, string> } }>();
for (const file of readdirSync(FOLDER)) {
  const manifest = parse(readFileSync(new URL(file, FOLDER), "utf8"));
  objects.set(`${manifest.kind} ${manifest.metadata?.name}`, manifest);
}

// The database stays when LiteLLM is switched off. Without these it would stop archiving, and fill its volume.
test.each([
  "Cluster litellm-postgresql",
  "ObjectStore litellm-backup",
  "Secret litellm-backup",
  "Secret litellm-db-credentials",
])("%s outlives LiteLLM", (name) => {
  expect(objects.get(name)?.metadata.annotations?.[PRUNE]).toBe("disabled");
});
