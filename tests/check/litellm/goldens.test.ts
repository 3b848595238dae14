import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { check } from "../../../src/check/check.ts";
import { opened } from "../../line/opened.ts";
import { treeOf } from "../../line/texts.ts";

const FOLDER = "tests/goldens";
const RULES =
  /^(unknown-(model|credential|key)|fallback|many-fallbacks|missing-(cache|namespace|acl|environment|credential)|acl-|redis-|duplicate-|misplaced-key|timeout-order|route-timeout|closed-(egress|ingress))/;

test.each(readdirSync(FOLDER).filter((name) => name !== "neighbours"))(
  "nothing is said of the golden %s",
  async (name) => {
    const tree = await opened(await treeOf(join(FOLDER, name)));
    const files = new Map(Object.entries(tree).map(([path, text]) => [path, { text }]));
    const codes = check(files).filter(({ code }) => RULES.test(code));
    expect(codes).toEqual([]);
  },
);
