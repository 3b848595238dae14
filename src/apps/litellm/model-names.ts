/** True when a model's name, in which `*` stands for anything, covers what is asked for. */
export function covers(name: string, asked: string): boolean {
  if (!name.includes("*")) return name === asked;
  const [head = "", ...parts] = name.split("*");
  const tail = parts.at(-1) ?? "";
  return asked.length >= head.length + tail.length && asked.startsWith(head) && asked.endsWith(tail);
}

/** Of names with what is behind them, that of the one that LiteLLM would take: its own name, or a wildcard. */
export function behind<T>(names: Readonly<Record<string, T>>, asked: string): T | undefined {
  if (Object.hasOwn(names, asked)) return names[asked];
  const name = Object.keys(names).find((one) => covers(one, asked));
  return name === undefined ? undefined : names[name];
}
