import { join } from "node:path";
import type { Io } from "../io.ts";
import type { Outcome } from "../problem.ts";
import { openVault, type Vault } from "../sops/vault.ts";
import type { Globals } from "./command.ts";
import { identitiesOf, readText } from "./identities.ts";

/** The keys of this machine and the rules of the repository. Problems: see openVault and findIdentities. */
export async function vaultOf(globals: Globals, io: Io): Promise<Outcome<Vault>> {
  const [identities, rules] = await Promise.all([
    identitiesOf(globals, io),
    readText(join(globals.root, ".sops.yaml")),
  ]);
  const vault = await openVault(globals.root, rules, identities.value ?? [], io.now());
  return { value: vault.value, problems: [...identities.problems, ...vault.problems] };
}
