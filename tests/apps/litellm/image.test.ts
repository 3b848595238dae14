import { describe, expect, it } from "vitest";
import { imageReference, parseTag, within } from "../../../src/apps/litellm/image.ts";

const version = (major: number, minor: number, patch: number) => ({ major, minor, patch });

describe("parseTag", () => {
  it.each([
    ["1.108.10", "release", version(1, 108, 10)],
    ["v1.84.0", "release", version(1, 84, 0)],
    ["1.111.0-rc.2", "release", version(1, 111, 0)],
    ["main-v1.80.8-stable.1", "legacy", version(1, 80, 8)],
    ["v1.83.3-stable.patch.2", "legacy", version(1, 83, 3)],
    ["v1.83.10-stable", "legacy", version(1, 83, 10)],
    ["main-v1.75.0-nightly", "legacy", version(1, 75, 0)],
  ])("reads %s as %s", (tag, kind, read) => {
    expect(parseTag(tag)).toEqual({ kind, version: read });
  });

  it.each([
    ["latest", "moving"],
    ["lts", "moving"],
    ["main-stable", "moving"],
    ["main-latest", "moving"],
    ["2026-11-20", "unknown"],
    ["1.108", "unknown"],
    ["sha-0af3c1", "unknown"],
  ])("finds no version in %s", (tag, kind) => {
    expect(parseTag(tag)).toEqual({ kind });
  });
});

describe("within", () => {
  it.each([
    [version(1, 81, 15), false],
    [version(1, 81, 16), true],
    [version(1, 82, 0), true],
    [version(1, 83, 6), true],
    [version(1, 83, 7), false],
    [version(2, 82, 0), false],
  ])("%o in 1.81.16 to 1.83.6: %s", (one, inside) => {
    expect(within(one, "1.81.16", "1.83.6")).toBe(inside);
  });
});

it.each([
  [null, "ghcr.io/berriai/litellm:1.108.10"],
  ["sha256:00", "ghcr.io/berriai/litellm:1.108.10@sha256:00"],
])("an image with the digest %s", (digest, reference) => {
  expect(imageReference("ghcr.io/berriai/litellm", "1.108.10", digest)).toBe(reference);
});
