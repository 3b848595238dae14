import { expect, it } from "vitest";
import { hostile } from "./hostile.ts";
import { fates, homes, made } from "./hostile-run.ts";

it.each(hostile)(
  "$name arrives byte for byte, or is refused with the reason",
  async ({ text, refused = {} }) => {
    const expected = Object.fromEntries(
      [...homes, ...made]
        .filter(({ setting }) => refused[setting] === undefined)
        .map(({ name }) => [name, "arrived"]),
    );
    expect(await fates(text)).toEqual({ ...expected, ...refused });
  },
);
