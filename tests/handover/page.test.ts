import { describe, expect, it } from "vitest";
import type { HandoverStep } from "../../src/app.ts";
import { handoverPage } from "../../src/handover/page.ts";

const step = (changes: Partial<HandoverStep> = {}): HandoverStep => ({
  chapter: "verify",
  title: "Look",
  text: "At it.",
  ...changes,
});

/** The list of steps, and the headings of levels 2 and 3, of a page. */
function shape(steps: readonly HandoverStep[]) {
  const lines = (handoverPage(steps) ?? "").split("\n");
  return {
    boxes: lines.filter((line) => line.startsWith("- [ ] ")).map((line) => line.slice(6)),
    headings: lines.filter((line) => /^##/.test(line)),
  };
}

describe("the hand-over page", () => {
  it("is none when nothing is to do", () => expect(handoverPage([])).toBeUndefined());

  it("has chapters in their order, whatever the order of the steps, and only those with steps", () => {
    const steps = [
      step(),
      step({ chapter: "dns", title: "Make `a.b` lead here" }),
      step({ title: "Look again" }),
    ];
    expect(shape(steps)).toEqual({
      boxes: ["[Make `a.b` lead here](#make-ab-lead-here)", "[Look](#look)", "[Look again](#look-again)"],
      headings: [
        "## Steps",
        "## DNS names",
        "### Make `a.b` lead here",
        "## Verify",
        "### Look",
        "### Look again",
      ],
    });
  });

  it("leads to each of several headings that are alike", () => {
    const steps = [step(), step(), step({ title: "Verify" }), step({ title: "Steps" })];
    expect(shape(steps).boxes).toEqual([
      "[Look](#look)",
      "[Look](#look-1)",
      "[Verify](#verify-1)",
      "[Steps](#steps-1)",
    ]);
  });

  it("keeps a title on one line", () => {
    expect(shape([step({ title: "Two\n# lines" })]).headings).toContain("### Two # lines");
  });

  it("is the same for the same steps, and ends in one line feed", () => {
    const page = handoverPage([step()]) ?? "";
    expect(handoverPage([step()])).toBe(page);
    expect(page).toMatch(/[^\n]\n$/);
  });
});
