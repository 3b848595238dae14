import { describe, expect, it } from "vitest";
import { parseAcl } from "../../src/acl/grammar.ts";

const hash = "a".repeat(64);
const fine = `USER default on #${hash} ~* &* +@all`;

describe("a file that Dragonfly loads", () => {
  const cases: [string, string][] = [
    ["one user", fine],
    ["a final line feed", `${fine}\n`],
    ["empty lines", `\n\n${fine}\n\n`],
    ["user in any case", fine.replace("USER", "user")],
    ["several spaces between rules", fine.replaceAll(" ", "   ")],
    ["read and write patterns", "USER a on nocommands %R~in:* %W~out:* %RW~both:*"],
    ["a pattern with braces", "USER a on ~{api_key:*}:* -@all"],
    ["patterns after everything was reset", "USER a on ~* resetkeys ~a:* &* resetchannels &a:*"],
    ["commands with dots and in any case", "USER a on +JSON.GET +bf.add -FLUSHALL"],
    ["Dragonfly's name for hyperloglog", "USER a on +@hyperlog"],
    ["no password at all", "USER default off resetpass -@all +auth"],
  ];
  it.each(cases)("%s", (_name, text) => {
    expect(parseAcl(text).faults).toEqual([]);
  });
});

describe("a file that Dragonfly refuses", () => {
  const cases: [string, string, number][] = [
    ["nothing", "", 1],
    ["empty lines only", "\n\n", 1],
    ["a comment", `# tenants\n${fine}`, 1],
    ["a line of spaces", `${fine}\n   \n`, 2],
    ["a carriage return", `${fine}\r\n`, 1],
    ["a tab between rules", "USER a on\t~a:* +@read", 1],
    ["a user with one rule", `${fine}\nUSER a on`, 2],
    ["another first word", "ACL SETUSER a on ~* +@all", 1],
    ["an unknown category", "USER a on +@hyperloglog", 1],
    ["a category of a later release", "USER a on +@cuckoo_filter", 1],
    ["an unknown command", "USER a on +geet", 1],
    ["a subcommand", "USER a on +client|setinfo", 1],
    ["a selector", "USER a on (~b:* +get)", 1],
    ["reset, which Redis knows", "USER a on reset", 1],
    ["sanitize-payload, which Redis knows", "USER a on sanitize-payload", 1],
    ["a key pattern after all keys", "USER a on ~* ~a:*", 1],
    ["a channel after all channels", "USER a on allchannels &a", 1],
    ["on and off", "USER a on off", 1],
    ["an empty key pattern", "USER a on ~", 1],
    ["an empty channel", "USER a on &", 1],
    ["percent without a letter", "USER a on %~a:*", 1],
    ["letters without percent", "USER a on RW~a:*", 1],
    ["a short hash", "USER a on #abc +@read", 1],
    ["a plain password, which Dragonfly would load and we never write", "USER a on >secret", 1],
    ["nopass, which Dragonfly would load and we never write", "USER a on nopass", 1],
  ];
  it.each(cases)("%s", (_name, text, line) => {
    expect(parseAcl(text).faults.map((fault) => fault.line)).toEqual([line]);
  });

  it("for every line at once", () => {
    const text = `USER a on +geet\n${fine}\nUSER b on +@nope\n`;
    expect(parseAcl(text).faults.map((fault) => fault.line)).toEqual([1, 3]);
  });

  it("without repeating what may be a password", () => {
    expect(JSON.stringify(parseAcl("USER a on >hunter2secret").faults)).not.toContain("hunter2secret");
  });
});

it("reads a user as the server does", () => {
  const line = `USER app on #${hash.toUpperCase()} resetkeys ~a:* %R~b:* resetchannels &c -@all +@read -keys`;
  expect(parseAcl(line).users).toEqual([
    {
      name: "app",
      on: true,
      hashes: [hash],
      keys: ["~a:*", "%R~b:*"],
      channels: ["&c"],
      commands: ["-@all", "+@read", "-keys"],
    },
  ]);
});
