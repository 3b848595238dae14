import { describe, expect, it } from "vitest";
import { redisAcl } from "./redis-acl.ts";

describe("the ACL file of Dragonfly for Redis", () => {
  const cases: [string, string, string][] = [
    ["lowers the first word", "USER a on ~a:*", "user a on ~a:*"],
    ["keeps the user's name", "USER App on ~a:*", "user App on ~a:*"],
    ["renames a category", "USER a on -@hyperlog", "user a on -@hyperloglog"],
    ["leaves categories out that Redis lacks", "USER a on +@json -@throttle +@read", "user a on +@read"],
    ["leaves commands out that Redis lacks", "USER a on +JSON.GET +stick +get", "user a on +get"],
    ["lowers commands", "USER a on +INFO", "user a on +info"],
    [
      "keeps patterns, hashes and resets",
      "USER a on #AB ~A:{x} &C resetkeys",
      "user a on #AB ~A:{x} &C resetkeys",
    ],
    ["keeps lines", "USER a on +@all\n\nUSER b off -@all\n", "user a on +@all\n\nuser b off -@all\n"],
  ];
  it.each(cases)("%s", (_title, dragonfly, redis) => {
    expect(redisAcl(dragonfly)).toBe(redis);
  });
});
