import text from "../generated/kubernetes-schemas.js";
import type { Problem } from "../problem.ts";
import { appTemplate } from "./charts/app-template.ts";
import { headlamp } from "./charts/headlamp.ts";
import { openWebui } from "./charts/open-webui.ts";
import { openWebuiNames } from "./charts/open-webui-environment.ts";
import { barmanCloud, cloudnativePg, dragonflyOperator } from "./charts/operators.ts";
import { error, shown } from "./problems.ts";
import type { Release } from "./release.ts";
import { readDefinitions } from "./schema/definitions.ts";
import type { Schema } from "./schema/schema.ts";
import { validate } from "./schema/validate.ts";
import type { Tree } from "./tree.ts";
import { children, type Found, list, type Mapping, select, type Value } from "./value.ts";

interface Chart {
  /** Versions whose values are known. */
  readonly versions: RegExp;
  readonly values: () => Schema;
  /** The list of variables to which the chart adds some from values of its own, and their names. */
  readonly writes?: { readonly list: string; readonly names: (values: Mapping) => readonly string[] };
}

const CHARTS: Readonly<Record<string, Chart>> = {
  "app-template": { versions: /^[45]\./, values: appTemplate },
  "cloudnative-pg": { versions: /^0\.29\./, values: cloudnativePg },
  "dragonfly-operator": { versions: /^v?1\.6\./, values: dragonflyOperator },
  "open-webui": {
    versions: /^16\./,
    values: openWebui,
    writes: { list: "extraEnvVars", names: openWebuiNames },
  },
  headlamp: { versions: /^0\.45\./, values: headlamp },
  "plugin-barman-cloud": { versions: /^0\.7\./, values: barmanCloud },
};

const VALUES = ["spec", "values"];

/**
 * The values of a HelmRelease match what its chart reads, for the charts that are known here: Helm itself ignores
 * what no template reads. Gives the problems of `validate`, `duplicate-entry` for an environment variable that
 * stands twice, and `helm-template` for braces that Helm would take for its own.
 */
export function* checkChartValues(tree: Tree): Iterable<Problem> {
  const { resolve } = readDefinitions(text);
  for (const release of tree.releases) {
    const { manifest } = release.object;
    yield* twice(release);
    const chart = CHARTS[release.chart ?? ""];
    if (!chart || !(release.version === undefined || chart.versions.test(release.version))) continue;
    for (const { code, at, message, hint } of validate(
      release.values,
      chart.values(),
      { resolve, around: [], isBuiltIn: true },
      VALUES,
    )) {
      yield error(code, manifest.at(at), `${release.chart}: ${message}`, hint);
    }
    if (release.template) yield* braces(release);
  }
}

/** Under server-side apply an environment variable that stands twice fails the whole release. */
function* twice({ object, values, chart }: Release): Iterable<Problem> {
  const { writes } = CHARTS[chart ?? ""] ?? {};
  for (const { value, path } of environments({ value: values, path: VALUES })) {
    const isChartsOwn = path.length === VALUES.length + 1 && path.at(-1) === writes?.list;
    const seen = new Set<Value>(isChartsOwn ? writes?.names(values) : []);
    for (const [index, { value: entry }] of children({ value, path }).entries()) {
      const name = select(entry, "name")[0]?.value;
      if (typeof name !== "string") continue;
      if (seen.has(name)) {
        const message = `the variable ${shown(name)} stands twice in one environment`;
        yield error(
          "duplicate-entry",
          object.manifest.at([...path, index]),
          message,
          "keep one of them, or the chart's own value",
        );
      }
      seen.add(name);
    }
  }
}

/** Lists that charts hand on as the environment of a container; app-template's own have a schema. */
function environments(found: Found): Found[] {
  return children(found).flatMap((child) => {
    if (typeof child.value !== "object" || child.value === null) return [];
    const key = String(child.path.at(-1));
    const isEnvironment =
      /^(extraEnvVars|extraEnv|additionalEnv|envVars)$/.test(key) && list(child.value).length > 0;
    return isEnvironment ? [child] : environments(child);
  });
}

/** What one writes in braces on purpose: Helm's own objects, functions and strings. */
const HELM =
  /^\{\{-?\s*(\.(Release|Values|Chart|Capabilities|Template|Files)\b|\$\.|\$[\s|]|\(|["`\d/]|(include|tpl|printf|default|quote|squote|index|ternary|toYaml|toJson|dict|list|if|else|end|range|with|now|lookup|fail|required|trim|lower|upper|replace|b64enc|sha256sum|env|coalesce|empty|not|and|or|eq|ne)\b)/;

/** app-template runs every text of its values through Helm's templates. */
function* braces({ object, values }: Release): Iterable<Problem> {
  const visit = function* (found: Found): Iterable<Problem> {
    const { value, path } = found;
    if (typeof value === "string" && value.includes("{{")) {
      const wrong = value.match(/\{\{[^}]*/g)?.some((open) => !HELM.test(open)) ?? false;
      const message = "Helm would take the {{ in here for its own";
      const hint = "write {{ `{{` }} where the text needs braces";
      if (wrong) yield error("helm-template", object.manifest.at(path), message, hint);
    } else for (const child of children(found)) yield* visit(child);
  };
  yield* visit({ value: values, path: VALUES });
}
