import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { bundle } from "../../src/settings-bundle.ts";
import { OWNER } from "./identity.ts";
import { opened } from "./opened.ts";
import { sopsYaml } from "./platform.ts";
import { found } from "./problems.ts";
import { repository } from "./repository.ts";
import type { Texts } from "./texts.ts";

/** Every namespace that a setting may change, and its default. */
const usual = Object.entries(bundle.properties).flatMap(([name, setting]): [string, string][] => {
  const { default: value } = setting;
  const isFree = name.endsWith("_namespace") && setting.enum === undefined;
  return isFree && typeof value === "string" ? [[name, value]] : [];
});

const other = (namespace: string) => `other-${namespace}`;

/** The settings of a golden without its own namespaces: each is another one, also in the addresses of servers. */
async function moved(golden: string): Promise<string> {
  const written = Object.entries<unknown>(
    parse(await readFile(`tests/goldens/${golden}/cluster.yaml`, "utf8")),
  );
  const defaults = Object.entries(bundle.properties).map(
    ([name, { default: value }]) => [name, value] as const,
  );
  const addresses = [...defaults, ...written].flatMap(([name, value]) =>
    typeof value === "string" && address.test(value)
      ? [[name, value.replace(address, `.${other("$1")}.svc`)]]
      : [],
  );
  const namespaces = usual.map(([name, value]) => [name, other(value)]);
  const flux = { flux_source_name: "platform", flux_kustomization_namespace: "flux-system" };
  const rest = written.filter(([name]) => !/_namespaces?$/.test(name));
  return stringify({ ...Object.fromEntries([...rest, ...addresses, ...namespaces]), ...flux }, quoted);
}

/** Some values look like templates, and have to be in quotes. */
const quoted = { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } as const;

const address = /\.([a-z0-9-]+)\.svc\b/;

/** Lines that speak of the namespace: as a value, in a folder, in a host name, in a query. */
function mentions(tree: Texts, namespace: string): string[] {
  const before = String.raw`namespace: "?|namespace=\\*"|kubernetes\.io/metadata\.name: |pod\.namespace: |apps/|\.`;
  const pattern = new RegExp(`(${before})${namespace}("|\\\\"|/|\\.svc|$)`, "m");
  return Object.entries(tree).flatMap(([path, text]) =>
    path.startsWith("kubernetes/")
      ? `${path}:\n${text}`
          .split("\n")
          .filter((line) => pattern.test(line))
          .map((line) => `${path}: ${line.trim()}`)
      : [],
  );
}

it.each(["full", "plain", "hardened", "webui-full", "headlamp-full", "airunway", "ollama"])(
  "the apps of the golden %s follow every namespace",
  async (golden) => {
    const text = await moved(golden);
    const repo = await repository({ "cluster.yaml": text, ".sops.yaml": sopsYaml(OWNER) });
    const { exitCode, problems } = await found(repo, ["configure"], {
      env: { SOPS_AGE_KEY: OWNER.identity },
    });
    expect(exitCode, JSON.stringify(problems, undefined, 2)).toBe(0);
    const tree = await opened(await repo.tree());
    for (const [name, value] of usual) {
      expect(mentions(tree, value), name).toEqual([]);
    }
    expect(usual.flatMap(([, value]) => mentions(tree, other(value))).length).toBeGreaterThan(10);
  },
);
