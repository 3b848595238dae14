import fc from "fast-check";
import { expect, it } from "vitest";
import { compareVersions } from "../../../src/apps/headlamp/semver.ts";

/** From the first to the last; the pre-releases of 1.0.0 are the example of semver.org. */
const ordered = [
  ...["0.1.0-alpha", "0.2.0-alpha", "0.3.0-0", "0.3.0-alpha", "0.3.0", "0.3.1-alpha", "0.10.0"],
  ...["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11"],
  ...["1.0.0-rc.1", "1.0.0", "1.0.1"],
];

it("orders versions as semver.org does", () => {
  for (const [a, first] of ordered.entries()) {
    for (const [b, second] of ordered.entries()) {
      expect(Math.sign(compareVersions(first, second)), `${first} and ${second}`).toBe(Math.sign(a - b));
    }
  }
});

it.each([
  ["v0.3.0", "0.3.0"],
  ["0.3.0+a", "0.3.0+b"],
])("takes %s for %s", (first, second) => {
  expect(compareVersions(first, second)).toBe(0);
});

const field = fc.oneof(fc.nat(20).map(String), fc.stringMatching(/^[a-z][a-z0-9]{0,3}$/));
const version = fc
  .tuple(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), fc.array(field, { maxLength: 3 }))
  .map(([core, pre]) => core.join(".") + (pre.length > 0 ? `-${pre.join(".")}` : ""));

it("is an order", () => {
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
        expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }
    }),
  );
});
