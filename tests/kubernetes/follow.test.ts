import { describe, expect, it } from "vitest";
import type { Change } from "../../src/kubernetes/api.ts";
import { follow, type Listener } from "../../src/kubernetes/follow.ts";
import { kinds } from "../../src/kubernetes/kinds.ts";
import { fakeApi } from "./fake.ts";

const deaf: Listener = { all: () => {}, changed: () => {}, lost: () => {} };

function bookmark(resourceVersion: string): Change {
  const metadata = { name: "", resourceVersion };
  return { type: "BOOKMARK", object: { apiVersion: "v1", kind: "Kustomization", metadata } };
}

/** Follows streams that end after what they tell, until there is none left; gives where each began and the rests. */
async function followed(...streams: readonly (readonly Change[])[]) {
  const stop = new AbortController();
  const [from, rests]: [string[], number[]] = [[], []];
  const rest = [...streams];
  const watch = async function* (_kind: unknown, { resourceVersion }: { resourceVersion: string }) {
    from.push(resourceVersion);
    const told = rest.shift();
    if (!told) stop.abort();
    yield* told ?? [];
  };
  const sleep = async (milliseconds: number) => void rests.push(milliseconds);
  await follow({ ...fakeApi(), watch }, kinds.kustomization, {}, deaf, { signal: stop.signal, sleep });
  return { from, rests: rests.length };
}

describe("follow", () => {
  it("goes on where a stream ended", async () => {
    expect(await followed([bookmark("5")], [bookmark("9")])).toEqual({ from: ["1", "5", "9"], rests: 1 });
  });

  it("rests after a stream that told nothing", async () => {
    expect(await followed([], [])).toEqual({ from: ["1", "1", "1"], rests: 3 });
  });
});
