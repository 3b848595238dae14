import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { bundleInto } from "../../scripts/bundle-into.ts";

/** Bundles the command line as it is published, for the tests of one file; gives the path of its entry. */
export function bundledOnce(): () => string {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bundled-"));
    await bundleInto(join(folder, "dist"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return () => join(folder, "dist", "clusterloom.js");
}
