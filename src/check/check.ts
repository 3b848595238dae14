import type { Files } from "../files.ts";
import { type Problem, sortProblems } from "../problem.ts";
import { checkAclFiles } from "./acl-files.ts";
import { checkChartValues } from "./chart-values.ts";
import { checkConnectionUrls } from "./connection-urls.ts";
import type { CheckContext } from "./context.ts";
import { checkDatabaseOwners } from "./database-owners.ts";
import { checkDependencies } from "./dependencies.ts";
import { checkFluxPaths } from "./flux-paths.ts";
import { checkHealthChecks } from "./health-checks.ts";
import { checkIdentity, checkOverrides } from "./identity.ts";
import { checkKindRules } from "./kind-rules.ts";
import { checkKustomizationPaths } from "./kustomize-paths.ts";
import { checkLitellm } from "./litellm/litellm.ts";
import { checkMonitors } from "./monitors.ts";
import { checkNetworkClosure } from "./network/closure.ts";
import { checkNetworkPolicies } from "./network-policies.ts";
import { checkOrphans } from "./orphans.ts";
import { withOrigin } from "./problems.ts";
import { checkReferences } from "./references.ts";
import { checkRoutes } from "./routes.ts";
import { checkSchemas } from "./schemas.ts";
import { checkSealedFiles, checkSecretValues } from "./sealed-files.ts";
import { checkSecrets } from "./secrets.ts";
import { checkSubstitution } from "./substitution.ts";
import { readTree, type Tree } from "./tree.ts";

/** One promise about the whole tree. */
export type TreeRule = (tree: Tree) => Iterable<Problem>;

/** Every rule of the stage; a new one is a file of its own and a line here. */
const RULES: readonly TreeRule[] = [
  checkSchemas,
  checkKindRules,
  checkChartValues,
  checkIdentity,
  checkOverrides,
  checkKustomizationPaths,
  checkOrphans,
  checkFluxPaths,
  checkDependencies,
  checkHealthChecks,
  checkReferences,
  checkRoutes,
  checkMonitors,
  checkNetworkPolicies,
  checkNetworkClosure,
  checkLitellm,
  checkAclFiles,
  checkConnectionUrls,
  checkDatabaseOwners,
  checkSealedFiles,
  checkSecretValues,
  checkSecrets,
  checkSubstitution,
];

/**
 * Everything that is wrong with the rendered files, in file order, each with the template position that
 * printed it. Sealed files are given in plaintext. A `kustomization.yaml` that is shared with neighbours is
 * given as it will be written, merged; one that is only `present` is taken to list what we put beside it.
 */
export function check(files: Files, context: CheckContext = {}): Problem[] {
  const tree = readTree(files, context);
  const problems = [...tree.problems, ...RULES.flatMap((rule) => [...rule(tree)])];
  return eachOnce(sortProblems(problems)).map((problem) => withOrigin(problem, files));
}

/** A manifest that is applied in two ways is looked at twice. */
function eachOnce(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
