import { check } from "../check/check.ts";
import type { CheckContext } from "../check/context.ts";
import type { Variables } from "../derive.ts";
import type { RenderedFile } from "../files.ts";
import { handoverPage, handoverPath } from "../handover/page.ts";
import { handoverSteps } from "../handover/steps.ts";
import type { Neighbourhood } from "../output/neighbours.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import type { CompiledTemplates } from "../render/compiled.ts";
import { appContext, namespaceOf } from "../render/context.ts";
import { renderTree, type Tree } from "../render/layout.ts";
import { renderAll } from "../render/render.ts";
import { callers } from "./callers.ts";
import { secretValues } from "./secret-values.ts";
import type { Settings } from "./settings.ts";
import { surroundings } from "./surroundings.ts";
import { provenance, withSettings } from "./with-settings.ts";

/**
 * Renders the tree and checks it, with the schemas that the user brings. Pure: the same settings, templates and
 * neighbours give the same bytes.
 */
export function desiredTree(
  settings: Settings,
  templates: CompiledTemplates,
  neighbours: Neighbourhood,
  schemas: NonNullable<CheckContext["schemas"]> = new Map(),
): Outcome<Tree> {
  const { variables } = settings;
  const rendered = renderTree(variables, [...templates.keys()], neighbours, (jobs) =>
    renderAll(templates, jobs),
  );
  if (!rendered.value) return { value: undefined, problems: rendered.problems };
  const tree = withHandover(rendered.value, variables);
  const problems = [
    ...rendered.problems,
    ...movedNamespaces(settings, neighbours),
    ...withSettings(
      checkTree(tree, settings, templates, neighbours, schemas),
      tree.files,
      settings,
      templates,
    ),
  ];
  return { value: hasErrors(problems) ? undefined : tree, problems };
}

/** The page is a seed: where the repository has a page of that name, it stays, and a note says so. */
function withHandover(tree: Tree, variables: Variables): Tree {
  const text = tree.apps.length > 0 ? handoverPage(handoverSteps(variables)) : undefined;
  if (text === undefined) return tree;
  return {
    ...tree,
    files: new Map([...tree.files, [handoverPath, { text }]]),
    seeds: new Set([...tree.seeds, handoverPath]),
  };
}

function checkTree(
  tree: Tree,
  settings: Settings,
  templates: CompiledTemplates,
  neighbours: Neighbourhood,
  schemas: NonNullable<CheckContext["schemas"]>,
): Problem[] {
  const { variables } = settings;
  const files = new Map<string, RenderedFile>(tree.files);
  for (const { path, entries, skeleton } of tree.shared) {
    if (skeleton) files.set(path, { text: skeleton(entries) });
  }
  const theirs = [...neighbours.namespaces].map((name) => ({ kind: "Namespace", name }));
  const external = [...surroundings(variables), ...theirs];
  return check(files, {
    ...{ secrets: secretValues(variables), external, schemas },
    ...{ provenance: provenance(tree.files, settings, templates), ...callers(variables) },
  });
}

/** A neighbour's `namespace:` would move our Flux Kustomizations away from their age key and dependants. */
function movedNamespaces({ variables }: Settings, neighbours: Neighbourhood): Problem[] {
  return variables.members.flatMap(({ app }) => {
    if (app.name === "cluster" || !variables.enabled(app.name)) return [];
    const namespace = namespaceOf(variables, app);
    const transform = neighbours.transforms.get(namespace);
    const { flux_namespace: wanted } = appContext(variables, app);
    if (!transform || transform.namespace === wanted) return [];
    return [moved(app.name, wanted, transform)];
  });
}

function moved(
  app: string,
  wanted: string,
  { namespace, at }: { namespace: string; at: Problem["at"] },
): Problem {
  return {
    code: "namespace-moved",
    severity: "error",
    message: `this moves the Flux Kustomizations of ${app} from ${wanted} to ${namespace}, where nothing finds them`,
    hint: "set flux_kustomization_namespace: app in cluster.yaml, as cluster-template does",
    ...(at && { at }),
  };
}
