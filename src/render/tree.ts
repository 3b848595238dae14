/** Line and column in the template that holds the node; both count from 1. */
export type Place = readonly [line: number, column: number];

export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly { readonly name: string; readonly value: Expression }[];
}

export interface Parameter {
  readonly name: string;
  readonly fallback?: Expression;
}

/** The body of a `call` block: what `caller()` prints inside the macro. */
export interface Callback {
  readonly at: Place;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
}

export type BinarySign = "and" | "or" | "in" | "~" | "+" | "-" | "*" | "/" | "//" | "%" | "**";
export type CompareSign = "==" | "===" | "!=" | "!==" | "<" | ">" | "<=" | ">=";

/** What a template computes. Plain data, so that a compiled template is JSON. */
export type Expression =
  | { readonly kind: "literal"; readonly at: Place; readonly value: string | number | boolean | null }
  | { readonly kind: "name"; readonly at: Place; readonly name: string }
  | { readonly kind: "field"; readonly at: Place; readonly of: Expression; readonly key: Expression }
  | {
      readonly kind: "call";
      readonly at: Place;
      readonly callee: Expression;
      readonly args: Arguments;
      readonly caller?: Callback;
    }
  | {
      readonly kind: "filter";
      readonly at: Place;
      readonly name: string;
      readonly input: Expression;
      readonly args: Arguments;
    }
  | {
      readonly kind: "test";
      readonly at: Place;
      readonly name: string;
      readonly input: Expression;
      readonly args: Arguments;
    }
  | {
      readonly kind: "unary";
      readonly at: Place;
      readonly sign: "not" | "-" | "+";
      readonly of: Expression;
    }
  | {
      readonly kind: "binary";
      readonly at: Place;
      readonly sign: BinarySign;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "compare";
      readonly at: Place;
      readonly first: Expression;
      readonly rest: readonly { readonly sign: CompareSign; readonly value: Expression }[];
    }
  | {
      readonly kind: "choice";
      readonly at: Place;
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no?: Expression;
    }
  | { readonly kind: "list"; readonly at: Place; readonly items: readonly Expression[] }
  | {
      readonly kind: "map";
      readonly at: Place;
      readonly entries: readonly { readonly key: string; readonly value: Expression }[];
    }
  | { readonly kind: "capture"; readonly at: Place; readonly body: readonly Statement[] };

export type ExpressionOf<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

/** What a template does. The name of another template is already resolved against the template that uses it. */
export type Statement =
  | { readonly kind: "text"; readonly at: Place; readonly text: string }
  | { readonly kind: "print"; readonly at: Place; readonly value: Expression }
  | {
      readonly kind: "if";
      readonly at: Place;
      readonly condition: Expression;
      readonly yes: readonly Statement[];
      readonly no: readonly Statement[];
    }
  | {
      readonly kind: "for";
      readonly at: Place;
      readonly names: readonly string[];
      readonly over: Expression;
      readonly body: readonly Statement[];
      readonly empty: readonly Statement[];
    }
  | {
      readonly kind: "set";
      readonly at: Place;
      readonly names: readonly string[];
      readonly value: Expression;
    }
  | {
      readonly kind: "macro";
      readonly at: Place;
      readonly name: string;
      readonly parameters: readonly Parameter[];
      readonly body: readonly Statement[];
    }
  | {
      readonly kind: "include";
      readonly at: Place;
      readonly template: string;
      readonly ignoreMissing: boolean;
    }
  | {
      readonly kind: "import";
      readonly at: Place;
      readonly template: string;
      readonly as: string;
      readonly withContext: boolean;
    }
  | {
      readonly kind: "from";
      readonly at: Place;
      readonly template: string;
      readonly names: readonly { readonly at: Place; readonly name: string; readonly as: string }[];
      readonly withContext: boolean;
    }
  | { readonly kind: "extends"; readonly at: Place; readonly template: string }
  | { readonly kind: "block"; readonly at: Place; readonly name: string; readonly body: readonly Statement[] }
  | {
      readonly kind: "switch";
      readonly at: Place;
      readonly on: Expression;
      readonly cases: readonly { readonly value: Expression; readonly body: readonly Statement[] }[];
      readonly otherwise: readonly Statement[];
    };

export type StatementOf<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

export interface Template {
  readonly name: string;
  readonly body: readonly Statement[];
}
