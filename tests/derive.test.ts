import { describe, expect, it } from "vitest";
import type { App, Facts } from "../src/app.ts";
import { secretValues } from "../src/configure/secret-values.ts";
import { derive, type Member } from "../src/derive.ts";
import { explain, readersOf } from "../src/explain.ts";
import { findings } from "../src/rules.ts";
import type { SettingSchema } from "../src/schema.ts";

const text: SettingSchema = { type: "string", description: "" };
const secret: SettingSchema = { ...text, "x-secret": true };
const flag: SettingSchema = { type: "boolean", description: "" };

// biome-ignore lint/suspicious/noExplicitAny: test apps read whatever the case needs
type AnyApp = App<any>;

function member(properties: Record<string, SettingSchema>, app: Partial<AnyApp> = {}): Member {
  const base: AnyApp = { name: "shop", title: "Shop", namespace: "shop_namespace", toggles: [] };
  return { app: { ...base, ...app }, schema: { title: "", properties } };
}

const domain = member({ domain: { ...text, default: "example.org" } }, { name: "cluster" });
const shop = member(
  { shop_enabled: flag, shop_key: secret, shop_tls: flag, shop_namespace: { ...text, default: "shop" } },
  {
    toggles: [
      { name: "shop_enabled", needs: ["shop_key"] },
      { name: "shop_tls", needs: ["shop_key"] },
    ],
    derived: {
      shop_host: { type: "string", description: "", of: (v) => `shop.${v.domain}` },
      shop_url: { type: "string", description: "", of: (v) => `https://${v.shop_host}` },
      shop_dsn: { type: "string", description: "", secret: true, of: (v) => `x:${v.shop_key}@y` },
      shop_has_key: { type: "boolean", description: "", of: (_v, facts) => facts.has("shop_key") },
    },
  },
);

it("the names in a map of secrets are no secret, and its values are", () => {
  const keys = { type: "object", description: "", "x-secret": true } as const;
  const names = {
    type: "array" as const,
    description: "",
    of: (_v: unknown, facts: Facts) => facts.keys("depot_keys"),
  };
  const depot = member({ depot_keys: keys }, { name: "depot", derived: { depot_key_names: names } });
  const variables = derive([depot], { depot_keys: { one: "secret-of-one", two: "secret-of-two" } });
  expect(variables.value("depot_key_names")).toEqual(["one", "two"]);
  expect(derive([depot], {}).value("depot_key_names")).toEqual([]);
  expect([...secretValues(variables).values()]).toEqual(["secret-of-one", "secret-of-two"]);
});

describe("toggles have three values", () => {
  const cases: [string, Record<string, unknown>, boolean][] = [
    ["absent and its need missing", {}, false],
    ["absent and its need there", { shop_key: "k" }, true],
    ["false beats a need that holds", { shop_key: "k", shop_enabled: false }, false],
    ["true is true even when a rule will refuse it", { shop_enabled: true }, true],
  ];
  it.each(cases)("%s", (_name, settings, expected) => {
    expect(derive([domain, shop], settings).value("shop_enabled")).toBe(expected);
  });

  it("are off below an app that is off", () => {
    const settings = { shop_key: "k", shop_enabled: false, shop_tls: true };
    expect(derive([domain, shop], settings).value("shop_tls")).toBe(false);
  });

  it("name what is missing when they are true", () => {
    const found = findings(derive([domain, shop], { shop_enabled: true }), new Set());
    expect(found).toMatchObject([
      { code: "toggle-requirement", setting: "shop_enabled", missing: ["shop_key"] },
    ]);
  });

  it("name it once when it keeps several of an app off", () => {
    const found = findings(derive([domain, shop], { shop_enabled: true, shop_tls: true }), new Set());
    expect(found.map(({ setting, missing }) => [setting, missing])).toEqual([["shop_enabled", ["shop_key"]]]);
  });

  it("stay silent about a setting that does not fit the schema", () => {
    expect(findings(derive([domain, shop], { shop_enabled: true }), new Set(["shop_key"]))).toEqual([]);
  });

  it("name what else is missing beside a setting that does not fit the schema", () => {
    const stall = member(
      { stall_enabled: flag, stall_key: secret, stall_name: text },
      { name: "stall", toggles: [{ name: "stall_enabled", needs: ["stall_key", "stall_name"] }] },
    );
    const found = findings(derive([stall], { stall_enabled: true }), new Set(["stall_key"]));
    expect(found).toMatchObject([{ setting: "stall_enabled", missing: ["stall_name"] }]);
  });
});

describe("reads are recorded", () => {
  const variables = derive([domain, shop], { shop_key: "s3cret" });
  const context = {
    variables,
    position: () => ({ file: "cluster.yaml", line: 3, column: 1 }),
    templateReads: (name: string) =>
      name === "shop_url" ? [{ file: "apps/shop/ks.yaml.j2", line: 2, column: 4 }] : [],
  };

  it("down to the settings", () => {
    expect(explain(context, "shop_url")).toMatchObject({
      value: "https://shop.example.org",
      from: [{ id: "shop_host", from: [{ id: "domain", origin: "default" }] }],
    });
  });

  it("and back up to the readers", () => {
    expect(readersOf(context, "domain").map(({ id }) => id)).toEqual(["shop_host"]);
    expect(readersOf(context, "shop_url").map(({ owner }) => owner)).toEqual(["shop"]);
  });

  it("without the value of a secret", () => {
    expect(JSON.stringify(explain(context, "shop_dsn"))).not.toContain("s3cret");
  });
});

describe("defects of the apps stop the build", () => {
  const broken: [string, AnyApp["derived"], RegExp][] = [
    ["a cycle", { a: derivation((v) => v.b), b: derivation((v) => v.a) }, /cycle: a -> b -> a/],
    ["an unknown name", { a: derivation((v) => v.nope) }, /nope/],
    ["a secret that flows on", { a: derivation((v) => v.shop_key) }, /a reads a secret/],
  ];
  it.each(broken)("%s", (_name, derived, expected) => {
    const app = member({ shop_key: secret, shop_namespace: text }, { derived: derived ?? {} });
    expect(() => derive([app], { shop_key: "k" })).toThrow(expected);
  });

  it("but a boolean carries no secret on", () => {
    expect(derive([domain, shop], { shop_key: "k" }).value("shop_has_key")).toBe(true);
  });
});

describe("a fingerprint of a secret", () => {
  const marked = { ...derivation((v) => v.shop_key), fingerprint: true };
  const app = member({ shop_key: secret }, { derived: { mark: marked, shown: derivation((v) => v.mark) } });
  const markOf = (shop_key: string) => derive([app], { shop_key }).value("shown");

  it("may be read by everyone, and does not tell it", () => {
    expect(markOf("k")).toMatch(/^[0-9a-f]{64}$/);
  });

  it("changes with it", () => {
    expect(markOf("k")).toBe(markOf("k"));
    expect(markOf("k")).not.toBe(markOf("l"));
  });
});

function derivation(of: (v: Record<string, unknown>) => unknown) {
  return { type: "string" as const, description: "", of };
}

describe("apps meet by offers, claims and grants", () => {
  const store = member(
    { store_enabled: flag, store_a_password: secret, store_namespace: text },
    {
      name: "store",
      toggles: [{ name: "store_enabled", needs: [] }],
      offers: {
        cache: () => ({
          host: "store",
          port: 6379,
          peer: { namespace: "s", podLabels: {} },
          acl: true,
          evicts: false,
        }),
      },
      grants: {
        "cache-tenant": (claim, v) => ({ username: claim.user, password: v[`store_${claim.user}_password`] }),
      },
    },
  );
  const client = member(
    { client_namespace: text },
    {
      name: "client",
      claims: {
        "cache-tenant": () => [
          { user: "a", keys: ["a:*"], channels: [], commands: [], peer: { namespace: "c", podLabels: {} } },
        ],
      },
      derived: {
        client_host: {
          type: "string",
          description: "",
          of: (_v, facts) => facts.offer("cache")?.host ?? null,
        },
        client_password: {
          type: "string",
          description: "",
          secret: true,
          of: (_v, facts) => facts.grant("cache-tenant")?.password ?? null,
        },
      },
    },
  );

  it("and neither names a variable of the other", () => {
    const variables = derive([store, client], { store_a_password: "pw" });
    expect(variables.value("client_host")).toBe("store");
    expect(variables.value("client_password")).toBe("pw");
  });

  describe("and a claim may hold a secret", () => {
    const key = { value: "s3cret", models: ["m"], maxBudget: null, budgetDuration: "30d" };
    const asking = (of: (v: Record<string, string>) => unknown) =>
      member({ asking_key: secret }, {
        name: "asking",
        claims: { "openai-client": (v: Record<string, string>) => [{ name: "a", key: of(v) }] },
      } as Partial<AnyApp>);
    const answering = (derived: AnyApp["derived"]) =>
      member({}, { name: "answering", ...(derived && { derived }) });
    const run = (of: (v: Record<string, string>) => unknown, derived: AnyApp["derived"]) =>
      derive([asking(of), answering(derived)], { asking_key: "s3cret" });
    const whole = (v: Record<string, string>) => ({ ...key, value: v.asking_key });
    const read = (part: "value" | "models", isSecret: boolean): AnyApp["derived"] => ({
      answer: {
        type: "string",
        description: "",
        secret: isSecret,
        of: (_v, facts) => facts.claims("openai-client").map((claim) => claim.key?.[part]),
      },
    });

    it("which only a secret variable may read", () => {
      expect(run(whole, read("value", true)).value("answer")).toEqual(["s3cret"]);
      expect(() => run(whole, read("value", false))).toThrow(/answer reads a secret/);
    });

    it("beside parts that everyone may read", () => {
      expect(run(whole, read("models", false)).value("answer")).toEqual([["m"]]);
    });

    it("but not in another form, in which its readers could not be told", () => {
      const hidden = (v: Record<string, string>) => ({ ...key, value: `${v.asking_key?.length}` });
      expect(() => run(hidden, read("models", false))).toThrow(/claim:asking\/openai-client reads a secret/);
    });

    it("and explains itself without it", () => {
      const variables = run(whole, read("value", true));
      const context = { variables, position: () => undefined, templateReads: () => [] };
      expect(JSON.stringify(explain(context, "answer"))).not.toContain("s3cret");
    });
  });

  it("an app that is off offers nothing", () => {
    const variables = derive([store, client], { store_enabled: false, store_a_password: "pw" });
    expect(variables.value("client_host")).toBeNull();
    expect(variables.value("client_password")).toBeNull();
  });

  const named = member(
    { server: text, server_password: secret },
    {
      name: "cluster",
      offers: {
        cache: (v) =>
          v.server ? { ...cacheAt(v.server), peer: { namespace: "far", podLabels: {} } } : undefined,
      },
      offeredBy: { cache: "server" },
      grants: {
        "cache-tenant": (_claim, v) =>
          v.server ? { username: "all", password: v.server_password } : undefined,
      },
    },
  );

  it("a server that is named comes before an app, and answers the claims", () => {
    const settings = { server: "far", server_password: "far-pw", store_a_password: "pw" };
    const variables = derive([named, store, client], settings);
    expect(variables.value("client_host")).toBe("far");
    expect(variables.value("client_password")).toBe("far-pw");
    expect(variables.provider("cache")).toBe(named);
  });

  it("a server that nobody named leaves both to the app", () => {
    const variables = derive([named, store, client], { store_a_password: "pw" });
    expect(variables.value("client_host")).toBe("store");
    expect(variables.value("client_password")).toBe("pw");
    expect(variables.provider("cache")).toBe(store);
    expect(variables.provider("postgresql")).toBeUndefined();
  });

  it("what is missing is an app, rather than a server", () => {
    const wish = member(
      { wish_enabled: flag },
      { name: "wish", toggles: [{ name: "wish_enabled", needs: [], offers: ["cache"] }] },
    );
    const found = findings(
      derive([named, store, wish], { wish_enabled: true, store_enabled: false }),
      new Set(),
    );
    expect(found).toMatchObject([{ code: "toggle-requirement", missing: ["store_enabled"] }]);
  });
});

function cacheAt(host: string) {
  return { host, port: 6379, acl: false, evicts: false };
}

it("rules are told the time, or that nobody knows it", () => {
  const dated = member(
    {},
    {
      rules: [(_v, _facts, now) => [{ code: "now", setting: "x", message: now?.toISOString() ?? "never" }]],
    },
  );
  const variables = derive([dated], {});
  const said = (now?: Date) => findings(variables, new Set(), now).map(({ message }) => message);
  expect(said()).toEqual(["never"]);
  expect(said(new Date(0))).toEqual(["1970-01-01T00:00:00.000Z"]);
});
