import { stringify } from "yaml";
import { sopsRules } from "../../src/configure/sops-rules.ts";
import { secretSettings } from "../../src/schema.ts";
import { bundle } from "../../src/settings-bundle.ts";
import { OWNER, type TestKey } from "./identity.ts";
import { type Repository, repository } from "./repository.ts";
import type { Texts } from "./texts.ts";

export type Settings = Readonly<Record<string, unknown>>;

/** Settings with which all three apps are on and nothing is warned about. */
export const platform = {
  cloudflare_domain: "example.com",
  cnpg_enabled: true,
  dragonfly_enabled: true,
  dragonfly_acl_enabled: true,
  dragonfly_password: "test-dragonfly-admin-8f2c",
  dragonfly_litellm_password: "test-dragonfly-litellm-41d9",
  litellm_enabled: true,
  litellm_master_key: "sk-tEsT7qWm2XcR9vBn4KpL6sDf8HjZ3yGu",
  litellm_salt_key: "tEsTs4lT9wQe2RtY6uIo3PaS7dFg1HjK",
  litellm_db_password: "test-database-77aa",
  azure_openai_us_east_api_key: "test-azure-east-5e1b",
  azure_openai_us_east_resource_name: "my-openai-east",
} as const satisfies Settings;

/** A cluster.yaml of the given lines, with the settings of the platform that they do not name below them. */
export function below(lines: string): string {
  const rest = Object.entries(platform).filter(([name]) => !new RegExp(`^"?${name}"?\\s*:`, "m").test(lines));
  return `${lines}\n${stringify(Object.fromEntries(rest))}`;
}

/** The text of a cluster.yaml with the platform's settings and these in their place; undefined leaves one out. */
export function clusterYaml(settings: Settings = {}): string {
  const all = Object.entries({ ...platform, ...settings }).filter(([, value]) => value !== undefined);
  return stringify(Object.fromEntries(all), { lineWidth: 0 });
}

/** The text of .sops.yaml for these readers. */
export function sopsYaml(...readers: readonly TestKey[]): string {
  return sopsRules(
    readers.map(({ recipient }) => recipient),
    secretSettings(bundle),
  );
}

/** A repository as `init` leaves it, with this cluster.yaml and further files. */
export function started(cluster: string = clusterYaml(), more: Texts = {}): Promise<Repository> {
  return repository({
    "cluster.yaml": cluster,
    ".sops.yaml": sopsYaml(OWNER),
    "age.key": `${OWNER.identity}\n`,
    ...more,
  });
}
