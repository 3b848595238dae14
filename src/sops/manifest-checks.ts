import type { Problem } from "../problem.ts";
import { findComments } from "./comments.ts";
import { errorAt, inside } from "./place.ts";
import type { Rule } from "./rules.ts";
import type { Check, Sealable } from "./sealable.ts";

const RULE_HINT = "set `encrypted_regex: ^(data|stringData)$` on the rule";
const STRING_MAPS: ReadonlySet<string | undefined> = new Set(["data", "stringData"]);
const FLUX_READS = /^(?:apiVersion|kind|metadata\.(?:name|namespace))$/;

/** What a manifest is held to besides being a file that SOPS can carry. */
export const MANIFEST_CHECKS: readonly Check[] = [comments, strings, readableByFlux, leftPlain];

function comments({ leaves, tree, parsed }: Sealable): Problem[] {
  const paths = new Set(leaves.filter(({ selected }) => selected).map(({ path }) => path[0]));
  const hidden = tree.collections
    .filter(({ path }) => path.length === 1 && paths.has(path[0]))
    .map(({ span }) => span);
  if (!hidden.length || !parsed.text.includes("#")) return [];
  return findComments(parsed.text)
    .filter(({ start }) => hidden.some((span) => inside(start, span)))
    .map(({ start }) =>
      errorAt(
        "sops-comment",
        parsed.locate(start),
        "a comment among encrypted values",
        "move the comment above the map",
      ),
    );
}

function strings({ leaves, parsed }: Sealable): Problem[] {
  return leaves
    .filter(
      ({ path, value }) => STRING_MAPS.has(path[0]) && value.type !== "str" && value.type !== "unsupported",
    )
    .filter(({ path, value, selected }) => selected && !(value.type === "null" && path.length === 1))
    .map(({ span, place, value }) => {
      const what = `${place}: ${value.type === "null" ? "no value" : `a value of type ${value.type}`}`;
      return errorAt(
        "sops-not-a-string",
        parsed.locate(span.start),
        `${what}, where Kubernetes takes strings`,
        "put it in quotes",
      );
    });
}

function readableByFlux({ leaves, parsed }: Sealable, rule: Rule): Problem[] {
  return leaves
    .filter(({ selected, place }) => selected && FLUX_READS.test(place))
    .map(({ span, place }) => ({
      ...errorAt(
        "sops-hides-identity",
        parsed.locate(span.start),
        `${place} would be encrypted, and Flux could not read it`,
        RULE_HINT,
      ),
      related: [{ message: "the rule", at: rule.at }],
    }));
}

function leftPlain({ leaves, parsed }: Sealable, rule: Rule): Problem[] {
  if (!leaves.some(({ place, value }) => place === "kind" && value.text === "Secret")) return [];
  return leaves
    .filter(({ selected, path, value }) => !selected && STRING_MAPS.has(path[0]) && value.text !== "")
    .map(({ span, place }) => ({
      ...errorAt(
        "sops-leaves-plain",
        parsed.locate(span.start),
        `${place} would stay in plain text`,
        RULE_HINT,
      ),
      related: [{ message: "the rule", at: rule.at }],
    }));
}
