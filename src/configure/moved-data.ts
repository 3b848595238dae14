import type { Variables } from "../derive.ts";
import type { Change } from "../output/plan/types.ts";
import type { Position, Problem } from "../problem.ts";

/** A manifest that moves to the folder of another namespace. */
interface Move {
  readonly app: string;
  readonly from: string;
  readonly to: string;
  readonly before: string;
}

/**
 * An app with data whose namespace was changed gives the warning `data-left-behind`, at the setting: the new
 * namespace starts with empty storage, and nothing carries the old over.
 */
export function movedData(
  changes: readonly Change[],
  { members }: Pick<Variables, "members">,
  position: (name: string) => Position | undefined,
): Problem[] {
  const moves = movesIn(changes).filter(({ before }) => holdsData(before));
  return members.flatMap(({ app }): Problem[] => {
    const move = moves.find((each) => each.app === app.name);
    const at = position(app.namespace);
    if (!move) return [];
    return [
      {
        code: "data-left-behind",
        severity: "warning",
        message: `${app.namespace} moves ${app.name} from ${move.from} to ${move.to}, where its storage starts empty; the old data stays behind in ${move.from}`,
        hint: `put ${move.from} back, or make a backup first and restore it into ${move.to}`,
        ...(at && { at }),
      },
    ];
  });
}

function movesIn(changes: readonly Change[]): Move[] {
  const old = changes.filter(({ action, before }) => action !== "create" && before !== undefined);
  const created = new Map(
    changes.filter(({ action }) => action === "create").map(({ path }) => [rest(path), path]),
  );
  return old.flatMap(({ path, before = "" }) => {
    const to = created.get(rest(path));
    const [, , from, app] = path.split("/");
    if (!to || from === undefined || app === undefined) return [];
    return [{ app, from, to: to.split("/")[2] ?? "", before }];
  });
}

/** `litellm/database/cluster.yaml` of `kubernetes/apps/ai-system/litellm/database/cluster.yaml`. */
function rest(path: string): string {
  const [top, apps, , ...below] = path.split("/");
  return top === "kubernetes" && apps === "apps" && below.length > 1 ? below.join("/") : path;
}

/** Databases, claims of volumes, and what operators and charts make claims of. */
function holdsData(manifest: string): boolean {
  return (
    /^apiVersion: postgresql\.cnpg\.io\/\S+\nkind: Cluster$/m.test(manifest) ||
    /persistentVolumeClaim|volumeClaimTemplates/i.test(manifest)
  );
}
