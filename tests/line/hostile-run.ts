import { createHash } from "node:crypto";
import { expect } from "vitest";
import { secretsOf } from "./opened.ts";
import { clusterYaml, type Settings, started } from "./platform.ts";
import { found } from "./problems.ts";

type Secrets = Readonly<Record<string, string>>;

/** A place where a secret ends up, and whether it did. */
export interface Home {
  readonly name: string;
  readonly setting: string;
  readonly holds: (secrets: Secrets, text: string) => boolean;
}

const at = (setting: string, path: string): Home => ({
  name: setting,
  setting,
  holds: (secrets, text) => secrets[path] === given(setting, text),
});

/** Settings of every kind, and the key of the Secret that a pod finds them under. */
export const homes: readonly Home[] = [
  at("dragonfly_password", "dragonfly-auth/password"),
  at("dragonfly_litellm_password", "litellm-secret/REDIS_PASSWORD"),
  at("litellm_master_key", "litellm-secret/LITELLM_MASTER_KEY"),
  at("litellm_db_password", "litellm-db-credentials/password"),
  at("azure_openai_us_east_api_key", "litellm-secret/AZURE_OPENAI_US_EAST_API_KEY"),
  at("litellm_s3_access_key", "litellm-backup/ACCESS_KEY_ID"),
  at("litellm_s3_secret_key", "litellm-backup/SECRET_ACCESS_KEY"),
];

/** Where a secret is a part of a longer text, in an encoding of its own. */
export const made: readonly Home[] = [
  {
    name: "the DSN",
    setting: "litellm_db_password",
    holds: (secrets, text) =>
      decodeURIComponent(new URL(secrets["litellm-secret/DATABASE_URL"] ?? "").password) === text,
  },
  {
    name: "the ACL",
    setting: "dragonfly_litellm_password",
    holds: (secrets, text) => {
      const hash = createHash("sha256").update(text).digest("hex");
      return secrets["dragonfly-acl/dragonfly.acl"]?.includes(` #${hash} `) === true;
    },
  },
];

/** A master key has to begin with `sk-` and be long. */
function given(setting: string, text: string): string {
  return setting === "litellm_master_key" ? `sk-${text}-tEsT7qWm2XcR9vBn4KpL6sDf8HjZ3yGu` : text;
}

/** What became of the text: `arrived` or `damaged` by home, or the code with which its setting refused it. */
export type Fates = Readonly<Record<string, string>>;

/** Runs configure with the text as every secret, again without those that were refused, until it is content. */
export async function fates(text: string): Promise<Fates> {
  const refused: Record<string, string> = {};
  for (;;) {
    const rest = homes.map(({ setting }) => setting).filter((setting) => refused[setting] === undefined);
    const repo = await started(hostileYaml(text, rest));
    const before = await repo.tree();
    const { exitCode, problems } = await found(repo, ["configure"]);
    if (exitCode === 0) return { ...refused, ...arrivals(text, rest, await secretsOf(await repo.tree())) };
    expect(await repo.tree()).toEqual(before);
    const errors = problems.filter(({ severity }) => severity === "error");
    const more = errors.map(({ code, message }): [string, string] => [settingIn(message), code]);
    expect(more.filter(([setting]) => rest.includes(setting))).toEqual(more);
    Object.assign(refused, Object.fromEntries(more));
  }
}

function settingIn(message: string): string {
  return message.match(/\w+/g)?.find((word) => homes.some(({ setting }) => setting === word)) ?? message;
}

function arrivals(text: string, settings: readonly string[], secrets: Secrets): Fates {
  const used = [...homes, ...made].filter(({ setting }) => settings.includes(setting));
  return Object.fromEntries(
    used.map(({ name, holds }) => [name, holds(secrets, text) ? "arrived" : "damaged"]),
  );
}

const base: Settings = {
  rustfs_enabled: true,
  litellm_s3_access_key: "test-access",
  litellm_s3_secret_key: "test-secret-51c2",
};

function hostileYaml(text: string, settings: readonly string[]): string {
  const lines = settings.map((setting) => `${setting}: ${quoted(given(setting, text))}\n`);
  const absent = settings.map((setting) => [setting, undefined]);
  return lines.join("") + clusterYaml({ ...base, ...Object.fromEntries(absent) });
}

/** Escapes what a file may not hold as it is; YAML reads JSON's escapes. */
function quoted(text: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[\x7f-\uffff]/g, escaped);
}
