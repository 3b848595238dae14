import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dsn } from "../../src/postgresql/dsn.ts";

/** Reads a URI as libpq does: only percent-decoding, and no part may hold a bare separator. */
function parse(uri: string) {
  const match =
    /^postgresql:\/\/(?<user>[^:@/?#[\]]*):(?<password>[^:@/?#[\]]*)@(?<host>[a-z0-9.-]+):(?<port>\d+)\/(?<database>[^:@/?#[\]]*)\?sslmode=(?<sslmode>[a-z]+)$/.exec(
      uri,
    );
  if (!match?.groups) throw new Error(`not a connection URI: ${uri}`);
  const { user = "", password = "", host, port, database = "", sslmode } = match.groups;
  const decoded = { user: decode(user), password: decode(password), database: decode(database) };
  return { ...decoded, host, port: Number(port), parameters: { sslmode } };
}

function decode(text: string): string {
  if (!/^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*$/.test(text)) throw new Error(`not encoded: ${text}`);
  return decodeURIComponent(text);
}

const place = { host: "db.example.svc.cluster.local", port: 5432, parameters: { sslmode: "require" } };
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 64 });
/** URL takes these for the folder itself and the one above; no database can be called so. */
const path = text.filter((name) => name !== "." && name !== "..");

describe("dsn", () => {
  it.each([
    ["plain", "s3cret", "s3cret"],
    ["separators", "a:b@c/d?e#f", "a%3Ab%40c%2Fd%3Fe%23f"],
    ["per cent", "50%25", "50%2525"],
    ["what encodeURIComponent leaves", "!'()*", "%21%27%28%29%2A"],
    ["space and plus", "a b+c", "a%20b%2Bc"],
    ["newline and quotes", 'a\n"b"', "a%0A%22b%22"],
    ["beyond ASCII", "naïve🔑", "na%C3%AFve%F0%9F%94%91"],
    ["half a surrogate pair", "\ud800", "%EF%BF%BD"],
  ])("encodes %s", (_what, password, encoded) => {
    const uri = dsn({ user: "litellm", password, database: "litellm", ...place });
    expect(uri).toBe(
      `postgresql://litellm:${encoded}@db.example.svc.cluster.local:5432/litellm?sslmode=require`,
    );
  });

  it("is read back whole by a strict parser", () => {
    fc.assert(
      fc.property(text, text, text, (user, password, database) => {
        expect(parse(dsn({ user, password, database, ...place }))).toEqual({
          user,
          password,
          database,
          ...place,
        });
      }),
    );
  });

  it("is read back whole by WHATWG URL", () => {
    fc.assert(
      fc.property(text, text, path, (user, password, database) => {
        const url = new URL(dsn({ user, password, database, ...place }));
        expect([url.username, url.password, url.pathname.slice(1)].map(decodeURIComponent)).toEqual([
          user,
          password,
          database,
        ]);
        expect([url.host, url.hash]).toEqual(["db.example.svc.cluster.local:5432", ""]);
      }),
    );
  });

  it("has no query without parameters", () => {
    expect(dsn({ user: "u", password: "p", host: "h", port: 1, database: "d" })).toBe(
      "postgresql://u:p@h:1/d",
    );
  });
});
