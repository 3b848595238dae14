import fc from "fast-check";
import { expect, test } from "vitest";
import { postgresMajor, readTag, tagOf } from "../../../src/apps/cloudnative-pg/images.ts";

const tags: readonly [image: string, tag: string | undefined][] = [
  ["ghcr.io/cloudnative-pg/postgresql:18.4-standard-trixie", "18.4-standard-trixie"],
  ["registry.example.com:5000/postgresql", undefined],
  ["registry.example.com:5000/postgresql:18", "18"],
  ["postgresql@sha256:01", undefined],
  ["postgresql:18@sha256:01", "18"],
];

test.each(tags)("tag of %s", (image, tag) => {
  expect(tagOf(image)).toBe(tag);
});

const majors: readonly [image: string, major: number | undefined][] = [
  ["postgresql:18.4-standard-trixie", 18],
  ["postgresql:9", 9],
  ["postgresql:18.4_1", 18],
  ["postgresql:latest", undefined],
  ["postgresql:trixie-18", undefined],
  ["postgresql:18beta1", 18],
];

test.each(majors)("major version of %s", (image, major) => {
  expect(postgresMajor(image)).toBe(major);
});

test("a build date in the tag is no PostgreSQL version", () => {
  const image = "ghcr.io/cloudnative-pg/pgvector:0.8.6-202608240915-18-trixie";
  expect(readTag(image)).toEqual({ version: "0.8.6", builtFor: 18, distribution: "trixie" });
});

test("what is written into an extension's tag is read from it", () => {
  const number = fc.nat({ max: 40 });
  const version = fc.tuple(number, number, number).map((parts) => parts.join("."));
  const distribution = fc.constantFrom("bookworm", "trixie");
  const builtFor = fc.integer({ min: 10, max: 40 });
  fc.assert(
    fc.property(version, builtFor, distribution, (version, builtFor, distribution) => {
      const image = `registry.example.com:5000/pgvector:${version}-${builtFor}-${distribution}@sha256:01`;
      expect(readTag(image)).toEqual({ version, builtFor, distribution });
    }),
  );
});
