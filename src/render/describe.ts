import type { Arguments, Expression, Place } from "./tree.ts";

/** An expression as its author wrote it, or nearly so, for messages. Literals are the author's own, never settings. */
export function describe(expression: Expression): string {
  const text = write(expression).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function write(e: Expression): string {
  switch (e.kind) {
    case "literal":
      return e.value === null ? "none" : JSON.stringify(e.value);
    case "name":
      return e.name;
    case "field":
      return writeField(e.of, e.key);
    case "call":
      return `${write(e.callee)}(${writeArguments(e.args)})`;
    case "filter":
      return `${write(e.input)} | ${e.name}${hasArguments(e.args) ? `(${writeArguments(e.args)})` : ""}`;
    case "test":
      return `${write(e.input)} is ${e.name}`;
    case "unary":
      return e.sign === "not" ? `not ${write(e.of)}` : e.sign + write(e.of);
    case "binary":
      return `${write(e.left)} ${e.sign} ${write(e.right)}`;
    default:
      return writeLong(e);
  }
}

function writeLong(e: Expression): string {
  switch (e.kind) {
    case "compare":
      return [write(e.first), ...e.rest.map(({ sign, value }) => `${sign} ${write(value)}`)].join(" ");
    case "choice":
      return `${write(e.yes)} if ${write(e.condition)}${e.no ? ` else ${write(e.no)}` : ""}`;
    case "list":
      return `[${e.items.map(write).join(", ")}]`;
    case "map":
      return `{${e.entries.map(({ key, value }) => `${key}: ${write(value)}`).join(", ")}}`;
    default:
      return "the text of the block";
  }
}

function writeField(of: Expression, key: Expression): string {
  const isWord = key.kind === "literal" && typeof key.value === "string" && /^\w+$/.test(key.value);
  return isWord ? `${write(of)}.${key.value}` : `${write(of)}[${write(key)}]`;
}

function writeArguments(args: Arguments): string {
  return [
    ...args.positional.map(write),
    ...args.named.map(({ name, value }) => `${name}=${write(value)}`),
  ].join(", ");
}

function hasArguments(args: Arguments): boolean {
  return args.positional.length + args.named.length > 0;
}

/** Where an expression begins; the place of a filter or a field is that of its own name. */
export function startOf(e: Expression): Place {
  if (e.kind === "field") return startOf(e.of);
  if (e.kind === "filter" || e.kind === "test") return e.input.kind === "capture" ? e.at : startOf(e.input);
  return e.at;
}
