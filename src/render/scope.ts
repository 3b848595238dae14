/** Names and what they stand for, inside the names around them. */
export interface Scope<T> {
  readonly values: Map<string, T>;
  readonly parent: Scope<T> | undefined;
  /** False for the body of a loop: `set` there reaches a name that exists further out, as in nunjucks. */
  readonly isolated: boolean;
}

export function newScope<T>(parent: Scope<T> | undefined, isolated = true): Scope<T> {
  return { values: new Map(), parent, isolated };
}

/** What a name stands for, from the inside out; undefined when nowhere. */
export function lookUp<T>(scope: Scope<T> | undefined, name: string): T | undefined {
  for (let at = scope; at; at = at.parent) {
    const found = at.values.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The scope that `set` writes a name to. */
export function targetOf<T>(scope: Scope<T>, name: string): Scope<T> {
  for (let at: Scope<T> | undefined = scope; at; at = at.isolated ? undefined : at.parent) {
    if (at.values.has(name)) return at;
  }
  return scope;
}

/** Every name that can be seen from here. */
export function namesIn<T>(scope: Scope<T> | undefined): string[] {
  const names: string[] = [];
  for (let at = scope; at; at = at.parent) names.push(...at.values.keys());
  return names;
}
