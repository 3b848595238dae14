import { expect, it } from "vitest";
import { withFingerprintsOnDisk } from "../../src/configure/shut-fingerprints.ts";
import type { Variables } from "../../src/derive.ts";

const made = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const app = { name: "x", derived: { x_fingerprint: { fingerprint: true } } };
const variables = {
  members: [{ app }],
  nodes: new Map([["x_fingerprint", { value: made }]]),
} as unknown as Variables;

const cases = [
  {
    title: "a name on disk is kept, also in files that changed otherwise",
    wanted: { job: "name: keys-0123456789\nimage: new\n", page: "run keys-0123456789\n" },
    disk: { job: "name: keys-fedcba9876\nimage: old\n", page: "another page\n" },
    expected: { job: "name: keys-fedcba9876\nimage: new\n", page: "run keys-fedcba9876\n" },
  },
  {
    title: "other digests are left alone",
    wanted: { job: "image: a@sha256:aaaaaaaaaaaa\n" },
    disk: { job: "image: a@sha256:bbbbbbbbbbbb\n" },
    expected: { job: "image: a@sha256:aaaaaaaaaaaa\n" },
  },
  {
    title: "where there is nothing on disk nothing is known",
    wanted: { job: "name: keys-0123456789\n" },
    disk: {},
    expected: { job: "name: keys-0123456789\n" },
  },
];

it.each(cases)("$title", ({ wanted, disk, expected }) => {
  const files = new Map(Object.entries(wanted).map(([path, text]) => [path, { text }]));
  const found = withFingerprintsOnDisk(files, variables, (path) => (disk as Record<string, string>)[path]);
  expect(Object.fromEntries([...found].map(([path, { text }]) => [path, text]))).toEqual(expected);
});
