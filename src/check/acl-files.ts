import { parseAcl } from "../acl/grammar.ts";
import type { Problem } from "../problem.ts";
import type { Applied } from "./applied.ts";
import { error, shown, warning } from "./problems.ts";
import type { Tree } from "./tree.ts";
import { get, text } from "./value.ts";

/** A rendered ACL file, and the Secret and key that hold it. */
export interface AclText {
  readonly secret: Applied;
  readonly part: "stringData" | "data";
  readonly key: string;
  readonly text: string;
}

/** The ACL file of a Dragonfly; undefined when it has none, or when it is encrypted or not in the files. */
export function aclOf(tree: Tree, server: Applied | undefined): AclText | undefined {
  const source = get(server?.manifest.value, "spec", "aclFromSecret");
  const key = text(get(source, "key"));
  const secret = tree.objects.find(
    (each) =>
      each.kind === "Secret" && each.namespace === server?.namespace && each.name === get(source, "name"),
  );
  if (!secret || !key) return undefined;
  for (const part of ["stringData", "data"] as const) {
    const written = text(get(secret.manifest.value, part, key));
    if (written?.startsWith("ENC[")) return undefined;
    const plain = part === "data" && written ? Buffer.from(written, "base64").toString("utf8") : written;
    if (plain !== undefined) return { secret, part, key, text: plain };
  }
  return undefined;
}

/**
 * Dragonfly reads its ACL file whole or not at all: gives `acl-syntax` for each line that it would refuse, and the
 * warning `acl-default-user` for a file that leaves the default user as it is, who may do everything.
 */
export function* checkAclFiles(tree: Tree): Iterable<Problem> {
  for (const server of tree.objects.filter(({ kind }) => kind === "Dragonfly")) {
    const file = aclOf(tree, server);
    if (!file) continue;
    const at = file.secret.manifest.at([file.part, file.key]);
    const { users, faults } = parseAcl(file.text);
    for (const { line, reason } of faults) {
      const message = `Dragonfly refuses line ${line} of the ACL file ${shown(file.key)}: ${reason}`;
      yield error("acl-syntax", at, message, "with one wrong line it refuses the whole file");
    }
    if (faults.length > 0 || users.some(({ name }) => name === "default")) continue;
    const message = `the ACL file ${shown(file.key)} says nothing of the user default, who may do everything then`;
    yield warning("acl-default-user", at, message, "add a line for it, such as `USER default OFF resetkeys`");
  }
}
