import type { Problem } from "../problem.ts";
import type { Applied } from "./applied.ts";
import { isShared } from "./lookup.ts";
import { error, listed, shown } from "./problems.ts";
import type { Tree } from "./tree.ts";
import { get, list, text } from "./value.ts";

const GROUP = "postgresql.cnpg.io";

/** The owner of a Database is a role of its Cluster: gives `unknown-role`, where the Cluster starts empty. */
export function* checkDatabaseOwners(tree: Tree): Iterable<Problem> {
  for (const database of of(tree, "Database")) {
    const { spec } = database.manifest.value;
    const owner = text(get(spec, "owner"));
    const cluster = of(tree, "Cluster").find(
      ({ name, namespace }) => name === get(spec, "cluster", "name") && namespace === database.namespace,
    );
    const roles = cluster && rolesOf(tree, cluster);
    if (!owner || !roles || roles.includes(owner) || isShared(tree, database.namespace ?? "")) continue;
    const message = `Cluster ${shown(cluster?.name ?? "")} has no role ${shown(owner)} to own the database`;
    yield error("unknown-role", database.manifest.at(["spec", "owner"]), message, `it has: ${listed(roles)}`);
  }
}

function of(tree: Tree, kind: string): Applied[] {
  return tree.objects.filter((object) => object.kind === kind && object.manifest.group === GROUP);
}

/** Undefined for a Cluster that is restored or copied, whose roles come from elsewhere. */
function rolesOf(tree: Tree, { manifest, name, namespace }: Applied): string[] | undefined {
  const bootstrap = get(manifest.value, "spec", "bootstrap");
  if (get(bootstrap, "recovery") !== undefined || get(bootstrap, "pg_basebackup") !== undefined)
    return undefined;
  const initdb = get(bootstrap, "initdb");
  if (get(initdb, "import") !== undefined || /postInit/.test(Object.keys(initdb ?? {}).join()))
    return undefined;
  const managed = list(get(manifest.value, "spec", "managed", "roles")).map((role) => get(role, "name"));
  const separate = of(tree, "DatabaseRole")
    .filter(
      (role) => role.namespace === namespace && get(role.manifest.value, "spec", "cluster", "name") === name,
    )
    .map((role) => get(role.manifest.value, "spec", "name"));
  const own = text(get(initdb, "owner")) ?? text(get(initdb, "database")) ?? "app";
  return [own, "postgres", ...[...managed, ...separate].flatMap((role) => text(role) ?? [])];
}
