import type { Position, Problem } from "../../problem.ts";
import type { Applied } from "../applied.ts";
import { readDocuments } from "../documents.ts";
import { error, warning } from "../problems.ts";
import type { Tree } from "../tree.ts";
import { children, get, list, type Path, type Value } from "../value.ts";

/** A LiteLLM configuration inside of a ConfigMap, and how a rule speaks of a place in it. */
export interface ConfigFile {
  readonly tree: Tree;
  readonly object: Applied;
  readonly value: Value;
  readonly at: (path: Path) => Position;
  readonly fail: (code: string, path: Path, message: string, hint: string) => Problem;
  readonly warn: (code: string, path: Path, message: string, hint: string) => Problem;
}

/** Every LiteLLM configuration among the rendered ConfigMaps: a YAML file with a `model_list`. */
export function listConfigFiles(tree: Tree): ConfigFile[] {
  const maps = tree.objects.filter(({ kind, manifest }) => kind === "ConfigMap" && manifest.group === "");
  return maps.flatMap((object) =>
    children({ value: object.manifest.value.data ?? null, path: ["data"] }).flatMap(({ value, path }) =>
      typeof value === "string" && /^model_list:/m.test(value) ? read(tree, object, path, value) : [],
    ),
  );
}

function read(tree: Tree, object: Applied, path: Path, text: string): ConfigFile[] {
  const inner = String(path.at(-1));
  const parsed = readDocuments(new Map([[`${inner}.yaml`, { text }]]));
  const [document] = parsed.files[0]?.documents ?? [];
  const models = document && get(document.value, "model_list");
  if (!document || parsed.problems.length > 0 || !(models === null || Array.isArray(models))) return [];
  const outer = object.manifest.at(path);
  const shift = blockShift(tree.files.get(outer.file)?.text ?? "", outer);
  const at = (place: Path): Position => (shift ? shift(document.at(place)) : outer);
  const fail: ConfigFile["fail"] = (code, place, message, hint) => error(code, at(place), message, hint);
  const warn: ConfigFile["warn"] = (code, place, message, hint) => warning(code, at(place), message, hint);
  return [{ tree, object, value: document.value, at, fail, warn }];
}

/** From places in the text of a block scalar to those in its file; undefined for text in another form. */
function blockShift(text: string, outer: Position): ((inner: Position) => Position) | undefined {
  const lines = text.split("\n");
  if (!/^[|]/.test((lines[outer.line - 1] ?? "").slice(outer.column - 1))) return undefined;
  const first = lines.slice(outer.line).find((line) => line.trim() !== "") ?? "";
  const indent = first.length - first.trimStart().length;
  return ({ line, column }) => ({ file: outer.file, line: outer.line + line, column: column + indent });
}

/** The deployments of the configuration, each with the path where it stands. */
export function deployments({ value }: ConfigFile): { readonly value: Value; readonly path: Path }[] {
  return list(get(value, "model_list")).map((item, index) => ({ value: item, path: ["model_list", index] }));
}

/** True when models come from elsewhere, too: from the database, or from files that this one includes. */
export function mayHaveOtherModels({ value }: ConfigFile): boolean {
  return (
    get(value, "general_settings", "store_model_in_db") === true || list(get(value, "include")).length > 0
  );
}
