import { describe, expect, it } from "vitest";
import type { App, HandoverStep } from "../../src/app.ts";
import { derive, type Member } from "../../src/derive.ts";
import { handoverSteps } from "../../src/handover/steps.ts";

const said = (text: string): HandoverStep => ({ chapter: "verify", title: "Look", text });

const schema = {
  title: "Kiosk",
  properties: {
    kiosk_enabled: { type: "boolean", description: "" },
    kiosk_made: {
      type: "string",
      description: "",
      "x-secret": true,
      "x-generate": { alphabet: "hex", length: 8 },
      "x-rotate": "the kiosk restarts",
    },
    kiosk_given: { type: "string", description: "From the\n post office.", "x-secret": true },
    kiosk_kept: {
      type: "string",
      description: "",
      "x-secret": true,
      "x-generate": { alphabet: "hex", length: 8 },
      "x-keep": "nothing opens",
    },
  },
};

/** The steps of an app with this source, beside these settings. */
function steps(settings: Record<string, unknown>, handover: App<Record<string, string>>["handover"]) {
  const app = {
    name: "kiosk",
    title: "Kiosk",
    namespace: "kiosk_namespace",
    toggles: [{ name: "kiosk_enabled", needs: [] }],
    ...(handover && { handover }),
  };
  return handoverSteps(derive([{ app, schema } as unknown as Member], settings));
}

const none = () => [];

describe("steps", () => {
  it("of an app that is off are none", () => {
    expect(steps({ kiosk_enabled: false, kiosk_made: "abcdefgh" }, () => [said("x")])).toEqual([]);
  });

  it("may ask whether there is a secret, and not which", () => {
    const asks = (_v: unknown, facts: { has(name: string): boolean }) => [
      said(String(facts.has("kiosk_made"))),
    ];
    expect(steps({ kiosk_made: "abcdefgh" }, asks).at(-1)?.text).toBe("true");
    expect(() => steps({ kiosk_made: "abcdefgh" }, (v) => [said(v.kiosk_made ?? "")])).toThrow(/secret/);
  });

  it.each([
    [{}, []],
    [{ kiosk_made: "abcdefgh" }, ["kiosk_made"]],
    [{ kiosk_given: "abcdefgh" }, ["kiosk_given"]],
    [{ kiosk_kept: "abcdefgh" }, ["kiosk_kept"]],
    [
      { kiosk_kept: "a".repeat(8), kiosk_given: "b".repeat(8), kiosk_made: "c".repeat(8) },
      ["kiosk_made", "kiosk_given", "kiosk_kept"],
    ],
  ])("tell of each secret that has a value how it is replaced: %j", (settings, named) => {
    const found = steps(settings, none);
    expect(found.map(({ chapter }) => chapter)).toEqual(named.map(() => "secrets"));
    found.forEach(({ text }, index) => {
      expect(text).toContain(`\`${named[index]}\``);
      for (const value of Object.values(settings)) expect(text).not.toContain(value);
    });
  });

  it("say what the schema says, on one line", () => {
    const texts = steps({ kiosk_made: "c".repeat(8), kiosk_given: "b".repeat(8) }, none).map(
      ({ text }) => text,
    );
    expect(texts[0]).toContain("| `kiosk_made` | the kiosk restarts |");
    expect(texts[1]).toContain("| `kiosk_given` | From the post office. |");
  });
});
