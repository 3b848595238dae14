import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAcl } from "../../../src/acl/grammar.ts";
import { aclCategories, aclCommands } from "../../../src/acl/words.ts";
import {
  aclText,
  aclUser,
  passwordFault,
  type Tenant,
  tenantFaults,
} from "../../../src/apps/dragonfly/acl.ts";
import { anyText } from "../../any-text.ts";

const tenant: Tenant = { user: "app", keys: ["app:*"], channels: ["app:*"], commands: ["+@read", "-keys"] };

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

describe("the text", () => {
  it("has the default user first and tenants by name, whatever their order", () => {
    const b = { ...tenant, user: "b", password: "p" };
    const a = { ...tenant, user: "a", password: "q" };
    const names = (tenants: (typeof a)[]) =>
      parseAcl(aclText(tenants, "closed")).users.map((user) => user.name);
    expect(names([b, a])).toEqual(["default", "a", "b"]);
    expect(aclText([b, a], "closed")).toBe(aclText([a, b], "closed"));
  });

  it("closes the default user but lets it sign in as another, for AUTH is checked against its rules", () => {
    const [user] = parseAcl(aclText([], "closed")).users;
    expect(user).toEqual({
      name: "default",
      on: false,
      hashes: [],
      keys: [],
      channels: [],
      commands: ["-@all", "+auth", "+hello", "+quit"],
    });
  });

  it("opens the default user with its password only", () => {
    const [user] = parseAcl(aclText([], { password: "geheim" })).users;
    expect(user).toMatchObject({ on: true, hashes: [sha256("geheim")], keys: ["~*"], commands: ["+@all"] });
  });

  it("refuses to be built from what the grammar cannot carry", () => {
    expect(() => aclText([{ ...tenant, password: "a b" }], "closed")).toThrow("tenant app");
    expect(() => aclText([{ ...tenant, keys: ["a b"], password: "p" }], "closed")).toThrow("tenant app");
  });
});

describe("passwords", () => {
  const refused: [string, string][] = [
    ["empty", ""],
    ["a space", "a b"],
    ["a leading space", " a"],
    ["a line feed", "a\nb"],
    ["a carriage return", "a\r"],
    ["a line separator", "a\u2028b"],
    ["a tab", "a\tb"],
    ["a no-break space", "a\u00a0b"],
    ["NUL", "a\0b"],
    ["escape", "a\u001bb"],
    ["half a surrogate pair", "a\ud800b"],
  ];
  it.each(refused)("with %s are refused", (_name, password) => {
    expect(passwordFault(password)).toBeTypeOf("string");
  });

  const hostile = [
    "a\"b'c",
    "${HOME}",
    "{{x}}",
    "#{x}#",
    "#hash",
    ">plain",
    "~*",
    "+@all",
    "päß",
    "🔑",
    "\\n",
    "%s%n",
  ];
  it.each([...hostile, "a".repeat(4096)])("%.20j is carried as its hash", (password) => {
    const text = aclText([{ ...tenant, password }], "closed");
    expect(parseAcl(text)).toMatchObject({ faults: [], users: [{}, { hashes: [sha256(password)] }] });
    if (password.length > 4) expect(text.replaceAll("+@all", "")).not.toContain(password);
  });

  it("either hash right or are refused with a reason", () => {
    fc.assert(
      fc.property(anyText(), (password) => {
        if (passwordFault(password) !== undefined) {
          expect(() => aclText([{ ...tenant, password }], "closed")).toThrow();
          return;
        }
        const { users, faults } = parseAcl(aclText([{ ...tenant, password }], "closed"));
        expect(faults).toEqual([]);
        expect(users[1]?.hashes).toEqual([sha256(password)]);
      }),
    );
  });
});

describe("tenants", () => {
  const refused: [string, Partial<Tenant>][] = [
    ["a name with a space", { user: "a b" }],
    ["an empty name", { user: "" }],
    ["the name default", { user: "default" }],
    ["a key pattern with a space", { keys: ["a b"] }],
    ["an empty key pattern", { keys: [""] }],
    ["every key", { keys: ["*"] }],
    ["every channel", { channels: ["*"] }],
    ["a channel with a line feed", { channels: ["a\nUSER x on nopass"] }],
    ["an unknown category", { commands: ["+@hyperloglog"] }],
    ["an unknown command", { commands: ["+geet"] }],
    ["a subcommand", { commands: ["+client|setinfo"] }],
    ["a rule that is none over commands", { commands: ["allkeys"] }],
    ["two rules in one", { commands: ["+get +set"] }],
  ];
  it.each(refused)("with %s are refused", (_name, changes) => {
    expect(tenantFaults({ ...tenant, ...changes })).toHaveLength(1);
  });

  it("that fit have no fault", () => {
    expect(tenantFaults(tenant)).toEqual([]);
    expect(tenantFaults({ ...tenant, keys: ["litellm*", "{*"], channels: [] })).toEqual([]);
  });

  const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/).filter((text) => text !== "default");
  const pattern = fc.stringMatching(/^[!-~äß🔑]{1,20}$/u).filter((text) => text !== "*");
  const command = fc.oneof(
    fc.constantFrom(...aclCategories).map((category) => `@${category}`),
    fc.constantFrom(...aclCommands),
  );
  const rule = fc.tuple(fc.constantFrom("+", "-"), command).map(([sign, word]) => sign + word);
  const anyTenant = fc.record({
    user: name,
    keys: fc.uniqueArray(pattern),
    channels: fc.uniqueArray(pattern),
    commands: fc.array(rule),
    password: fc.stringMatching(/^[!-~]{1,40}$/),
  });

  it("come back from the file as they went in", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyTenant, { selector: (one) => one.user }), (tenants) => {
        const { users, faults } = parseAcl(aclText(tenants, "closed"));
        const sorted = [...tenants].sort((a, b) => (a.user < b.user ? -1 : 1));
        expect(faults).toEqual([]);
        expect(users.slice(1)).toEqual(sorted.map((one) => aclUser(one, one.password)));
      }),
    );
  });

  it("never break the file, whatever they hold", () => {
    const words = fc.oneof(pattern, anyText(3));
    const wild = fc.record({
      user: fc.oneof(name, fc.string()),
      keys: fc.array(words, { maxLength: 3 }),
      channels: fc.array(words, { maxLength: 3 }),
      commands: fc.array(fc.oneof({ weight: 4, arbitrary: rule }, fc.string()), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(wild, (one) => {
        if (tenantFaults(one).length > 0) return;
        const { users, faults } = parseAcl(aclText([{ ...one, password: "p" }], "closed"));
        expect(faults).toEqual([]);
        expect(users).toHaveLength(2);
      }),
    );
  });
});
