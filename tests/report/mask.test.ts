import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { masker } from "../../src/report/mask.ts";

const mask = masker(["correct-horse-battery", "pass/word+1", "abc"]);

describe("masker", () => {
  it.each([
    ["password is correct-horse-battery.", "password is ******."],
    [`in base64 ${Buffer.from("correct-horse-battery").toString("base64")}`, "in base64 ******"],
    ["in a URL pass%2Fword%2B1", "in a URL ******"],
    ["short ones are words: abc", "short ones are words: abc"],
    ["postgresql://litellm:hunter22@host/db", "postgresql://litellm:******@host/db"],
    ["Authorization: Bearer abcdefghijkl", "Authorization: Bearer ******"],
    ["key sk-abcdefgh12345678 failed", "key ****** failed"],
    [
      "Received API Key = sk-...3yGu, Key Hash (Token) =1f7b0dcd2b6e",
      "Received API Key = ******, Key Hash (Token) =******",
    ],
    ['{"api_key": "something"}', '{"api_key": ******}'],
    ["password=hunter22 is wrong", "password=****** is wrong"],
    ["'x/web-secret': failed to decrypt", "'x/web-secret': failed to decrypt"],
    ["AGE-SECRET-KEY-1QQQQQQQQQ", "******"],
    ["nothing to hide", "nothing to hide"],
  ])("%s", (text, shown) => {
    expect(mask(text)).toBe(shown);
  });

  it("shows no value of a setting, wherever it stands", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(
          !"******".includes(secret) &&
            !before.includes("*") &&
            !after.includes("*") &&
            !secret.includes("*"),
        );
        expect(masker([secret])(`${before}${secret}${after}`)).not.toContain(secret);
      }),
    );
  });
});
