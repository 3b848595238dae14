import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openExternal, sealExternal } from "../../src/sops/external.ts";
import type { SopsBinary } from "../../src/sops/sops-binary.ts";
import { FILE, ruleFor, secret } from "./kit.ts";

const FAKE = fileURLToPath(new URL("fake-sops.mjs", import.meta.url));
const TEXT = secret({ a: '"first-value"', b: '"second-value"' });
const RULE = ruleFor([], { external: true });

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "sops-external-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

function binary(env: Record<string, string> = {}): SopsBinary {
  return { root, configFile: join(root, ".sops.yaml"), env, program: [process.execPath, FAKE] };
}

async function sealed(): Promise<string> {
  return (await sealExternal(TEXT, FILE, RULE, undefined, binary())).value?.text ?? "";
}

test("encrypts and decrypts over stdin, with the rule of the path", async () => {
  const log = join(root, "log.json");
  const { value, problems } = await sealExternal(TEXT, FILE, RULE, undefined, binary({ FAKE_LOG: log }));
  expect(problems).toEqual([]);
  expect(value).toMatchObject({ changed: true, dataKey: "new", removedRecipients: [] });
  expect(value?.text).not.toContain("first-value");
  const types = ["--filename-override", FILE, "--input-type", "yaml", "--output-type", "yaml"];
  expect(JSON.parse(await readFile(log, "utf8"))).toEqual([
    "--config",
    join(root, ".sops.yaml"),
    "encrypt",
    ...types,
  ]);
  const opened = await openExternal(value?.text ?? "", FILE, binary());
  expect(opened.value).toMatchObject({ plaintext: TEXT, dataKey: undefined });
  expect(opened.value?.leaves.filter(({ selected }) => selected).map(({ place }) => place)).toEqual([
    "stringData.a",
    "stringData.b",
  ]);
});

test("keeps a file whose values are as before, though sops would write another one", async () => {
  const text = await sealed();
  const { value: previous } = await openExternal(text, FILE, binary());
  const same = await sealExternal(TEXT, FILE, RULE, previous, binary());
  expect(same.value).toMatchObject({ changed: false, text });
  const next = await sealExternal(TEXT.replace("first", "other"), FILE, RULE, previous, binary());
  expect(next.value?.changed).toBe(true);
});

describe("failures", () => {
  const cases: readonly [string, string, string][] = [
    ["its reason is told", "Error: no key\n", "sops-failed"],
    [
      "a value that it quotes is masked",
      "Input string first-value does not match sops' data format",
      "sops-failed",
    ],
    [
      "a snippet that it quotes is masked",
      "cannot unmarshal !!str `second-...` into x: second-value",
      "sops-failed",
    ],
    ["control characters are left out", "\u001b[31mred\u001b[0m", "sops-failed"],
    ["one that is too old is named", "Error: no file specified", "sops-too-old"],
  ];
  test.each(cases)("%s", async (_, stderr, code) => {
    const outcome = await sealExternal(TEXT, FILE, RULE, undefined, binary({ FAKE_FAIL: stderr }));
    expect(outcome).toMatchObject({ value: undefined, problems: [{ code, at: { file: FILE } }] });
    const said = JSON.stringify(outcome.problems);
    expect(said).not.toMatch(/first-value|second-|\\u001b/);
  });

  test("a missing binary is named, with what to install", async () => {
    const missing = { ...binary(), program: [join(root, "none")] } as const;
    expect((await sealExternal(TEXT, FILE, RULE, undefined, missing)).problems).toMatchObject([
      { code: "sops-missing" },
    ]);
    expect((await openExternal(await sealed(), FILE, missing)).problems).toMatchObject([
      { code: "sops-missing" },
    ]);
  });

  test("what is no YAML does not get that far", async () => {
    expect((await sealExternal("a: 'x", FILE, RULE, undefined, binary())).problems).toMatchObject([
      { code: "sops-not-yaml" },
    ]);
    expect((await openExternal(TEXT, FILE, binary())).problems).toMatchObject([
      { code: "sops-not-encrypted" },
    ]);
  });
});
