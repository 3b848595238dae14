import { isSealedPath } from "../../files.ts";
import type { Problem } from "../../problem.ts";
import { isSealed, readSealed } from "../../sops/read-sealed.ts";
import type { Texts } from "./read-folder.ts";

/** The shape of every sealed file, without a key. Gives `sealed-in-clear` and the problems of readSealed. */
export async function sealedShapes(texts: Texts): Promise<Problem[]> {
  const sealed = [...texts].filter(([path]) => isSealedPath(path));
  const found = await Promise.all(
    sealed.map(async ([path, text]) =>
      isSealed(text) ? (await readSealed(text, path)).problems : /^sops:/m.test(text) ? [] : [inClear(path)],
    ),
  );
  return found.flat();
}

function inClear(file: string): Problem {
  return {
    code: "sealed-in-clear",
    severity: "error",
    message: "this file is named as an encrypted one, but everybody can read it",
    hint: "encrypt it with sops, and replace what it held if it was ever pushed",
    at: { file, line: 1, column: 1 },
  };
}
