import { describe, expect, it } from "vitest";
import { bare, configMap, ks, whoami } from "./cases.ts";
import { inRepository, told } from "./repository.ts";

const folder = "kubernetes/apps/whoami/whoami";
const cache = "dragonfly_enabled: true\ndragonfly_password: correct-horse-battery-staple-1\n";

describe("an app of a user's own", () => {
  it("is rendered, sealed, explained, switched off, and comes back", () =>
    inRepository({ ...whoami, "cluster.yaml": bare }, async (repository) => {
      expect(told(await repository.run("--format", "json", "validate"))).toEqual([
        "missing-setting cluster.yaml:1:1",
      ]);
      expect((await repository.run("init")).code).toBe(0);
      const token = /whoami_token: "?(\w+)/.exec((await repository.read("cluster.yaml")) ?? "")?.[1];
      expect(token).toMatch(/^[0-9a-f]{32}$/);
      expect(await repository.run("configure")).toMatchObject({ code: 0 });
      expect(await repository.read(`${folder}/app/configmap.yaml`)).toContain(
        "value: hello example.com cache\n",
      );
      const sealed = await repository.read(`${folder}/app/secret.sops.yaml`);
      expect(sealed).toMatch(/token: "?ENC\[/);
      expect(sealed).not.toContain(token);
      expect(await repository.read("kubernetes/apps/whoami/kustomization.yaml")).toContain(
        "./whoami/ks.yaml",
      );
      const explained = await repository.run("explain", "whoami_token");
      expect(explained.out).toContain("templates/apps/whoami/app/secret.sops.yaml.j2:7:");
      expect(explained.out).not.toContain(token);
      await repository.write(
        "cluster.yaml",
        `${await repository.read("cluster.yaml")}whoami_enabled: false\n`,
      );
      expect(await repository.run("configure")).toMatchObject({ code: 0 });
      expect(await repository.read(`${folder}/ks.yaml`)).toBeUndefined();
    }));

  const settings: [string, string, string[]][] = [
    ["too long", "whoami_greeting: good morning to everybody", ["too-long cluster.yaml:2:18"]],
    ["of the wrong type", "whoami_greeting: 1", ["wrong-type cluster.yaml:2:18"]],
    ["mistyped", "whoami_greting: hi", ["unknown-setting cluster.yaml:2:1"]],
    ["empty", "whoami_greeting:", ["empty-value cluster.yaml:2:1"]],
    ["a namespace that is none", "whoami_namespace: Who", ["wrong-format cluster.yaml:2:19"]],
    ["a switch that is none", "whoami_enabled: maybe", ["wrong-type cluster.yaml:2:17"]],
  ];
  it.each(settings)("has settings that are validated: %s", (_name, line, expected) =>
    inRepository(
      { ...whoami, "cluster.yaml": `${bare}${line}\nwhoami_token: abcdefghijkl\n` },
      async (repository) => {
        expect(told(await repository.run("--format", "json", "validate"))).toEqual(expected);
      },
    ),
  );

  it("has a secret that no report quotes and no plain file may hold", () =>
    inRepository(
      {
        ...whoami,
        "cluster.yaml": `${bare}whoami_token: abcdefghijkl\n`,
        "templates/apps/whoami/app/leak.yaml.j2": configMap("#{ whoami_token | yaml }#"),
      },
      async (repository) => {
        await repository.run("init");
        const ran = await repository.run("configure");
        expect(ran.code).toBe(1);
        expect(ran.err).toContain("templates/apps/whoami/app/leak.yaml.j2:7:13: error");
        expect(ran.err + ran.out).not.toContain("abcdefghijkl");
      },
    ));

  it("stays with its own errors when its schema is broken", () =>
    inRepository(
      { ...whoami, "cluster.yaml": bare, "templates/apps/whoami/settings.schema.json": "{" },
      async (repository) => {
        const found = told(await repository.run("--format", "json", "validate"));
        expect(found).toEqual(["json-syntax templates/apps/whoami/settings.schema.json:1:2"]);
      },
    ));
});

describe("a user's template", () => {
  const mistakes: [string, string, string, string][] = [
    ["a mistyped variable", "#{ cloudflare_domian | yaml }#", "unknown-variable", "7:13"],
    ["a mistyped filter", "#{ cloudflare_domain | yml }#", "unknown-filter", "7:33"],
    ["a string without yaml", "#{ cloudflare_domain }#", "unquoted-string", "7:13"],
    ["an open block", "#% if monitoring_enabled %#", "unclosed-tag", "7:13"],
  ];
  it.each(mistakes)("is told %s where it is on disk", (_name, text, code, place) =>
    inRepository(
      {
        "cluster.yaml": bare,
        "templates/apps/shop/ks.yaml.j2": ks,
        "templates/apps/shop/app/a.yaml.j2": configMap(text),
      },
      async (repository) => {
        await repository.run("init");
        const ran = await repository.run("--format", "json", "configure");
        expect(ran.code).toBe(1);
        const [first] = told(ran);
        expect(first).toMatch(new RegExp(`^${code} templates/apps/shop/app/a\\.yaml\\.j2:${place}`));
      },
    ),
  );

  it("is told where it is from another folder, too", () =>
    inRepository(
      {
        "home/cluster.yaml": bare,
        "home/templates/apps/shop/ks.yaml.j2": ks.replace("app.name", "app.nmae"),
      },
      async (repository) => {
        await repository.run("--root", "home", "init");
        const found = told(await repository.run("--root", "home", "--format", "json", "configure"));
        expect(found).toEqual(["unknown-field home/templates/apps/shop/ks.yaml.j2:5:16"]);
      },
    ));

  it("wins over ours of the same name, and an unknown one is a new file", () =>
    inRepository(
      {
        "cluster.yaml": `${bare}${cache}`,
        "templates/apps/dragonfly/operator/ocirepository.yaml.j2": `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: dragonfly-operator
spec:
  interval: 12h
  url: oci://registry.example.com/dragonfly-operator
  ref:
    tag: #{ dragonfly_operator_version | yaml }#
`,
        "templates/apps/dragonfly/app/extra.yaml.j2": configMap("#{ dragonfly_namespace | yaml }#"),
      },
      async (repository) => {
        await repository.run("init");
        const ran = await repository.run("configure");
        expect(ran).toMatchObject({ code: 0 });
        const operator = await repository.read("kubernetes/apps/cache/dragonfly/operator/ocirepository.yaml");
        expect(operator).toContain("registry.example.com");
        const kustomization = await repository.read("kubernetes/apps/cache/dragonfly/app/kustomization.yaml");
        expect(kustomization).toContain("./extra.yaml");
      },
    ));

  it("of an app of ours may not read another app's variables", () =>
    inRepository(
      {
        "cluster.yaml": bare,
        "templates/apps/dragonfly/app/extra.yaml.j2": configMap("#{ cnpg_namespace | yaml }#"),
      },
      async (repository) => {
        await repository.run("init");
        const found = told(await repository.run("--format", "json", "configure"));
        expect(found).toEqual(["unknown-variable templates/apps/dragonfly/app/extra.yaml.j2:7:13"]);
      },
    ));

  it("that only others use is not written, under either name of a partial", () =>
    inRepository(
      {
        "cluster.yaml": bare,
        "templates/apps/shop/ks.yaml.j2": ks,
        "templates/apps/shop/app/a.yaml.j2":
          '#% include "apps/shop/app/_head.yaml.j2" %#\n#% include "apps/shop/app/data.partial.yaml.j2" %#\n',
        "templates/apps/shop/app/_head.yaml.j2":
          "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n",
        "templates/apps/shop/app/data.partial.yaml.j2": "data:\n  domain: #{ cloudflare_domain | yaml }#\n",
        "templates/apps/shop/app/._a.yaml.j2": "\u0000",
      },
      async (repository) => {
        await repository.run("init");
        expect(await repository.run("configure")).toMatchObject({ code: 0 });
        const text = await repository.read("kubernetes/apps/shop/shop/app/kustomization.yaml");
        expect(text).toMatch(/resources:\n {2}- \.\/a\.yaml\n$/);
      },
    ));
});
