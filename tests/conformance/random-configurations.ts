import fc from "fast-check";
import { parseConfig } from "../../src/config/load.ts";
import { judgeSettings } from "../../src/configure/settings.ts";
import { builtIn } from "../../src/platform.ts";
import { bundle } from "../../src/settings-bundle.ts";
import { drawValue, type ValueSchema } from "./random-value.ts";

type Settings = Readonly<Record<string, unknown>>;

/** Without these too little is on to be worth a look. */
const core: Settings = {
  cloudflare_domain: "example.com",
  cnpg_enabled: true,
  dragonfly_enabled: true,
  litellm_enabled: true,
  dragonfly_password: "Vt4nQz8LbXw2mRk7",
  dragonfly_litellm_password: "Jc6hYp3TfGd9sNu5",
  litellm_master_key: "sk-Zx81kQpW03mVnB7tYcLr5HdE2sUaJ9gF",
  litellm_salt_key: "pT6vRw2LqY9sXk4NzB8mCj1HfD7gAe5U",
  litellm_db_password: "Hq3n8VbTzKe5RwXy",
};

/** `count` texts of cluster.yaml, all valid by our own judgement; the same seed gives the same texts. */
export function randomConfigurations(seed: number, count: number): string[] {
  const texts: string[] = [];
  for (const settings of fc.sample(configuration, { seed, numRuns: 2 * count })) {
    const text = repaired(settings);
    if (text !== undefined) texts.push(text);
    if (texts.length === count) return texts;
  }
  throw new Error(`only ${texts.length} valid configurations were found`);
}

const schemas = bundle.properties as Readonly<Record<string, ValueSchema>>;

const names = Object.keys(schemas);

/** Few, some or most settings set. */
const configuration: fc.Arbitrary<Settings> = fc
  .tuple(fc.constantFrom(3, 15, 40, 80), fc.tuple(...Object.values(schemas).map(drawnValue)))
  .map(([share, drawn]) => {
    const set = drawn.flatMap(([chance, value], index) => (chance < share ? [[names[index], value]] : []));
    return { ...Object.fromEntries(set), ...core };
  });

/** A number from 0 to 99 that decides whether the value is set at all, and the value. */
function drawnValue(schema: ValueSchema): fc.Arbitrary<[number, unknown]> {
  const mostlyOn = fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false));
  const value = schema.type === "boolean" ? mostlyOn : drawValue(schema);
  return fc.tuple(fc.nat(99), value);
}

/** Takes out what we refuse, until nothing is refused; undefined when that does not come to an end. */
function repaired(settings: Settings): string | undefined {
  let kept = Object.keys(settings);
  for (let round = 0; round < 20; round++) {
    const text = kept.map((name) => `${name}: ${JSON.stringify(settings[name])}\n`).join("");
    const lines = refusedLines(text);
    if (lines.size === 0) return text;
    const wrong = new Set(kept.filter((name, index) => lines.has(index + 1) && !(name in core)));
    // What only a core setting is blamed for comes from some of the others.
    kept = kept.filter(
      (name, index) => name in core || (wrong.size > 0 ? !wrong.has(name) : index % 4 !== 0),
    );
  }
  return undefined;
}

function refusedLines(text: string): Set<number> {
  const { value: config, problems } = parseConfig("cluster.yaml", text);
  const found = config ? judgeSettings({ config, secrecy: "plain" }, problems, builtIn).problems : problems;
  const errors = found.filter(({ severity }) => severity === "error");
  return new Set(errors.map(({ at }) => at?.line ?? 1));
}
