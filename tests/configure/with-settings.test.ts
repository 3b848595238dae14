import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/load.ts";
import { desiredTree } from "../../src/configure/desired.ts";
import { judgeSettings } from "../../src/configure/settings.ts";
import { provenance, withSettings } from "../../src/configure/with-settings.ts";
import type { Files } from "../../src/files.ts";
import { templates } from "../../src/generated/templates.js";
import { builtIn } from "../../src/platform.ts";
import type { Position } from "../../src/problem.ts";
import { compiledFrom } from "../../src/render/compiled.ts";

const FULL = readFileSync(new URL("../goldens/full/cluster.yaml", import.meta.url), "utf8");
const AI = "kubernetes/apps/ai-system/litellm";
const ALONE = { namespaces: new Set<string>(), root: false, transforms: new Map() };

/** A line of a rendered file beside the settings that a problem on it is put down to, with their places. */
const cases: readonly (readonly [what: string, file: string, line: string, behind: readonly string[]])[] = [
  [
    "a setting",
    `${AI}/database/cluster.yaml`,
    "  instances: 3",
    ["set by litellm_db_instances @litellm_db_instances"],
  ],
  ["a default", `${AI}/database/cluster.yaml`, "  owner: ", ["default of litellm_db_user @litellm_enabled"]],
  [
    "another app's setting",
    `${AI}/database/cluster.yaml`,
    "  storageClass: ",
    ["set by storage_class through litellm_db_storage_class @storage_class"],
  ],
  [
    "what decides about plain text",
    `${AI}/database/cluster.yaml`,
    "isWALArchiver: true",
    [
      "computed as litellm_backup_enabled: clusterloom explain litellm_backup_enabled shows its settings @litellm_enabled",
    ],
  ],
  [
    "plain text",
    `${AI}/app/ocirepository.yaml`,
    "kind: OCIRepository",
    ["set by litellm_enabled @litellm_enabled"],
  ],
  [
    "one value of many",
    `${AI}/app/configmap.yaml`,
    "presidio_analyzer_api_base:",
    ["set by litellm_presidio_analyzer_url through litellm_config @litellm_presidio_analyzer_url"],
  ],
  [
    "an item in a list of a map",
    `${AI}/app/configmap.yaml`,
    "- gpt-4.1\n",
    ["set by litellm_fallbacks through litellm_config @gpt-4.1"],
  ],
  [
    "a key of a map",
    `${AI}/app/configmap.yaml`,
    "- research",
    ["set by litellm_access_groups through litellm_config @research"],
  ],
  [
    "a part of a text",
    `${AI}/app/ciliumnetworkpolicy.yaml`,
    "matchName: my-openai-east.",
    [
      "set by azure_openai_us_east_resource_name through litellm_cilium_rules @azure_openai_us_east_resource_name",
    ],
  ],
  [
    "a secret",
    `${AI}/app/secret.sops.yaml`,
    "  AZURE_OPENAI_US_EAST2_API_KEY: ",
    ["set by azure_openai_us_east2_api_key through litellm_secret_data @azure_openai_us_east2_api_key"],
  ],
  [
    "a variable for a secret",
    `${AI}/app/helmrelease.yaml`,
    "name: LITELLM_SALT_KEY",
    ["set by litellm_salt_key through litellm_env @litellm_salt_key"],
  ],
  [
    "one of too many",
    `${AI}/app/configmap.yaml`,
    "drop_params: true",
    ["computed as litellm_config: clusterloom explain litellm_config shows its settings @litellm_enabled"],
  ],
  ["a file that no template prints", `${AI}/app/kustomization.yaml`, "kind: ", []],
];

/** What stands at a place of the configuration. */
function wordAt({ line, column }: Position): string {
  const rest = FULL.split("\n")[line - 1]?.slice(column - 1) ?? "";
  return /^[^\s:,\]]*/.exec(rest)?.[0] ?? "";
}

function rendered() {
  const config = parseConfig("cluster.yaml", FULL).value;
  const settings = config && judgeSettings({ config, secrecy: "plain" }, [], builtIn).value;
  const compiled = compiledFrom(templates());
  const files = settings && desiredTree(settings, compiled, ALONE).value?.files;
  if (!settings || !files) throw new Error("the golden configuration does not render");
  return { settings, compiled, files };
}

function placeOf(files: Files, file: string, text: string): Position {
  const [before = "", ...after] = files.get(file)?.text.split(text) ?? [];
  expect(after).not.toEqual([]);
  return { file, line: before.split("\n").length, column: 1 };
}

function behind(file: string, text: string): string[] {
  const { settings, compiled, files } = rendered();
  const at = placeOf(files, file, text);
  const [found] = withSettings(
    [{ code: "x", severity: "error", message: "x", at }],
    files,
    settings,
    compiled,
  );
  return (found?.related ?? []).map(({ message, at }) => `${message} @${wordAt(at)}`);
}

test.each(cases)("%s", (_what, file, text, expected) => {
  expect(behind(file, text)).toEqual(expected);
});

test.each([
  ["litellm_salt_key", `${AI}/app/secret.sops.yaml`, "  LITELLM_SALT_KEY: ", true],
  ["litellm_salt_key", `${AI}/app/secret.sops.yaml`, "kind: Secret", false],
  ["litellm_db_password", `${AI}/database/cluster.yaml`, "  instances: 3", false],
  ["litellm_db_password", `${AI}/app/kustomization.yaml`, "kind: ", false],
] as const)("%s, on a line of %s with %s: %o", (setting, file, text, expected) => {
  const { settings, compiled, files } = rendered();
  const at = placeOf(files, file, text);
  expect(provenance(files, settings, compiled).comesFrom(setting, at)).toBe(expected);
});
