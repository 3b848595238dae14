import { expect, test } from "vitest";
import { identityKind, recipientKind, unwrapperOf, wrapDataKey } from "../../src/sops/age.ts";
import { newDataKey } from "../../src/sops/value.ts";
import { newReader } from "./kit.ts";

// Throw-away keys.
const NATIVE = "age1avj3sv8j8rxe3acjqys95fl5smgt9s4epwqd4vv890xv6t8k29cs7m8rlk";
const SSH = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN";
const YUBIKEY = "age1yubikey1q2w7u3vpya839jxxuq8g0sedh3d740d4xvn639sqhr95ejj8vu3hyfumptt";

test.each([
  [NATIVE, "native"],
  [SSH, "external"],
  [YUBIKEY, "external"],
  [NATIVE.replace("avj", "avq"), "not-a-recipient"],
  [NATIVE.slice(0, -1), "not-a-recipient"],
  [NATIVE.toUpperCase(), "not-a-recipient"],
  [`${NATIVE}x`, "not-a-recipient"],
  ["age1", "not-a-recipient"],
  ["", "not-a-recipient"],
  ["AGE-SECRET-KEY-1QQQQ", "private-key"],
  ["age-secret-key-1qqqq", "private-key"],
  ["-----BEGIN OPENSSH PRIVATE KEY-----", "private-key"],
])("%s is %s", (text, kind) => {
  expect(recipientKind(text)).toBe(kind);
});

test("keys that we make are told apart", async () => {
  const readers = [await newReader(), await newReader(true)];
  expect(readers.map(({ recipient }) => recipientKind(recipient))).toEqual(["native", "hybrid"]);
  expect(readers.map(({ identity }) => identityKind(identity))).toEqual(["native", "hybrid"]);
  const typos = readers.map(({ identity }) => identity.replace(/.$/, (char) => (char === "Q" ? "P" : "Q")));
  expect(typos.map(identityKind)).toEqual([undefined, undefined]);
});

test.each([[false], [true]])(
  "a wrapped data key opens with its key and no other (post-quantum: %s)",
  async (postQuantum) => {
    const [reader, other, native] = [
      await newReader(postQuantum),
      await newReader(postQuantum),
      await newReader(),
    ];
    const dataKey = newDataKey();
    const armored = await wrapDataKey(dataKey, reader.recipient);
    expect(armored).toMatch(
      /^-----BEGIN AGE ENCRYPTED FILE-----\n[\s\S]*-----END AGE ENCRYPTED FILE-----\n$/,
    );
    expect(await unwrapperOf(reader.identity)(armored)).toEqual(dataKey);
    expect(await unwrapperOf(other.identity)(armored)).toBe("no-match");
    expect(await unwrapperOf(native.identity)(armored)).toBe("no-match");
    const lines = armored.split("\n");
    lines[lines.length - 3] = "AAAA";
    expect(await unwrapperOf(reader.identity)(lines.join("\n"))).toBe("damaged");
    expect(await unwrapperOf(reader.identity)("nonsense")).toBe("damaged");
  },
);
