import type { Finding, Rule } from "../../../app.ts";
import { operatorOf, type Shim } from "../shims.ts";
import type { AirunwayVariables } from "../variables.ts";

type V = AirunwayVariables;

/** What runs the models. */
export const shimRules: readonly Rule<V>[] = [someShim, operators, tags, unusedTags];

function* someShim(v: V): Iterable<Finding> {
  if (v.airunway_shims.length > 0) return;
  yield {
    code: "airunway-without-shim",
    severity: "warning",
    setting: "airunway_shims",
    message: "without a shim AI Runway can run no model",
    hint: "set airunway_shims, such as [vllm], which needs no operator",
  };
}

/** AI Runway is not given the rights to install them, so somebody else must have. */
function* operators(v: V): Iterable<Finding> {
  const present: readonly string[] = v.airunway_operators;
  for (const [index, shim] of v.airunway_shims.entries()) {
    const operator = operatorOf(shim);
    if (operator === undefined || present.includes(shim)) continue;
    yield {
      code: "airunway-operator-missing",
      setting: "airunway_shims",
      path: [index],
      missing: ["airunway_operators"],
      message: `the shim ${shim} does nothing without ${operator}, which airunway_operators does not name`,
      hint: `install it and add ${shim} to airunway_operators, or take the shim out`,
    };
  }
}

function* tags(v: V): Iterable<Finding> {
  const floating = v.airunway_shims.filter((shim) => v.airunway_shim_tags[shim] === undefined).sort();
  if (floating.length === 0) return;
  yield {
    code: "airunway-shim-floats",
    severity: "warning",
    setting: "airunway_shim_tags",
    message: `the image of ${floating.join(", ")} is whatever upstream calls latest on the day that a node pulls it`,
    hint: `name a tag for ${floating.join(", ")} in airunway_shim_tags`,
  };
}

function* unusedTags(v: V): Iterable<Finding> {
  for (const shim of Object.keys(v.airunway_shim_tags) as Shim[]) {
    if (v.airunway_shims.includes(shim)) continue;
    yield {
      code: "unused-setting",
      severity: "warning",
      setting: "airunway_shim_tags",
      path: [shim],
      message: `${shim} is not among airunway_shims`,
      hint: `add ${shim} to airunway_shims, or remove its tag`,
    };
  }
}
