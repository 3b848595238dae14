import { isAlias, isScalar } from "yaml";
import type { Position } from "../problem.ts";
import type { Config } from "./load.ts";
import type { Path } from "./positions.ts";
import { pathName, type Schema, schemasAlong } from "./schema.ts";

/** What every validation problem is made from. */
export interface Context {
  readonly config: Config;
  readonly root: Schema;
}

/** A value that does not fit, with all that is known of it. */
export interface Subject {
  readonly path: Path;
  /** As it is printed: `shop_models[2].name`. */
  readonly name: string;
  /** The schema of the value; empty when the path leaves the schema. */
  readonly schema: Schema;
  readonly secret: boolean;
  readonly value: unknown;
  /** The text of a scalar in the file; undefined for a secret. */
  readonly source: string | undefined;
  /** True for a scalar without quotes. */
  readonly plain: boolean;
  /** True for a text after | or >. */
  readonly block: boolean;
}

/** Collects what is known of the value at a path. */
export function subjectAt(context: Context, path: Path): Subject {
  const schemas = schemasAlong(context.root, path);
  const schema = (schemas.length > path.length ? schemas.at(-1) : undefined) ?? {};
  const secret = schemas.some((above) => above["x-secret"] === true);
  const written = path.length === 0 ? undefined : context.config.positions.node(path);
  const node = isAlias(written) ? written.resolve(context.config.document) : written;
  const source = isScalar(node) && !secret ? (node.source ?? undefined) : undefined;
  return {
    path,
    name: pathName(context.root, path),
    schema,
    secret,
    value: valueAt(context.config.settings, path),
    source,
    plain: isScalar(node) && node.type === "PLAIN",
    block: isScalar(node) && (node.type ?? "").startsWith("BLOCK"),
  };
}

/** The value at a path of plain data. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    data,
  );
}

/** The place of a value; when it has none, that of the nearest parent, in the end the first line. */
export function placeOf(context: Context, path: Path, part: "key" | "value" = "value"): Position {
  for (let length = path.length; length > 0; length--) {
    const at = context.config.positions[length === path.length ? part : "key"](path.slice(0, length));
    if (at) return at;
  }
  return { file: context.config.file, line: 1, column: 1 };
}
