import type { Problem, Severity } from "../../problem.ts";
import { clean } from "../../report/clean.ts";

type Notice = Omit<Problem, "code" | "severity" | "at">;

/** A sealed file could not be opened, so its values were not compared. */
export function valuesNotCompared(path: string): Problem {
  return notice("values-not-compared", "note", path, 1, {
    message: "this file is kept without comparing its values: no identity opens it",
    hint: "set SOPS_AGE_KEY_FILE, or put age.key into the root",
  });
}

/** An owned file is neither what we wrote nor what we want. */
export function editedByHand(path: string, line: number, opened: boolean): Problem {
  const how = opened ? "was edited by hand" : "was edited by hand, and cannot be opened to compare";
  return notice("edited-by-hand", "error", path, line, {
    message: `this file ${how}`,
    hint: "move the change into cluster.yaml or a template of your own, or overwrite it with --force",
  });
}

/** A file that we did not write is where one of ours must be. */
export function foreignFile(path: string, line: number): Problem {
  return notice("foreign-file", "error", path, line, {
    message: "this file is there already, is not ours and differs",
    hint: "move it away, or overwrite it with --force",
  });
}

/** Somebody else's file stands in for a seed of ours. */
export function seedKept(path: string): Problem {
  return notice("seed-kept", "note", path, 1, {
    message: "this file is there already and stays as it is",
    hint: "compare it with what diff shows, if something is missing from it",
  });
}

/** A neighbour's kustomization.yaml has no entry for a seed, so the neighbour makes the same thing elsewhere. */
export function seedLeftOut(path: string, shared: string): Problem {
  return notice("seed-left-out", "note", path, 1, {
    message: `this file is not written, because ${clean(shared)} is a neighbour's and does without it`,
    hint: "add the file there yourself, if nothing else makes the namespace",
  });
}

/** An owned file that is no longer wanted was edited by hand, and so stays. */
export function keptEdited(path: string): Problem {
  return notice("kept-edited", "warning", path, 1, {
    message: "this file is no longer needed, but was edited by hand and is kept",
    hint: "delete it, or prune it with --force",
  });
}

/** A file that we made stays for others who use its folder. */
export function handedOver(path: string): Problem {
  return notice("handed-over", "note", path, 1, {
    message: "this file stays for the others in its folder and is no longer ours",
  });
}

function notice(code: string, severity: Severity, path: string, line: number, words: Notice): Problem {
  return { code, severity, ...words, at: { file: path, line, column: 1 } };
}
