import assert from "node:assert/strict";
import type { Shown } from "./pseudo-terminal.ts";

const stages = ["pending", "progressing", "waiting", "ready", "failed", "suspended", "removing"];
const row = new RegExp(`^(${stages.join("|")}) +(\\w+ \\S+/\\S+)`);

/** What is left of the live picture when a run is over: each row's stage and object, in their order. */
export function pictureOf({ terminal }: Shown): { stage: string; object: string }[] {
  return terminal.transcript().flatMap((text) => {
    const [, stage, object] = row.exec(text) ?? [];
    return stage === undefined || object === undefined ? [] : [{ stage, object }];
  });
}

/** The picture has drawn over itself: each object stands there once, and nothing of an earlier moment. */
export function expectOnePicture(shown: Shown): void {
  const picture = pictureOf(shown);
  assert.ok(picture.length > 0, `there is no picture: ${shown.terminal.transcript().join("\n")}`);
  const objects = picture.map(({ object }) => object);
  assert.deepEqual(objects, [...new Set(objects)], "the picture has left something behind");
  const rows = shown.terminal.transcript();
  const [first, last] = [
    rows.findIndex((text) => row.test(text)),
    rows.findLastIndex((text) => row.test(text)),
  ];
  assert.equal(
    last - first + 1,
    picture.length,
    `the picture is torn: ${rows.slice(first, last + 1).join("\n")}`,
  );
}
