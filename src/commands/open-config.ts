import { join } from "node:path";
import { sealingProblems, unsealedSecrets } from "../configure/unsealed-secrets.ts";
import type { Io } from "../io.ts";
import type { Outcome, Problem } from "../problem.ts";
import type { Opened } from "../sops/opened.ts";
import type { Globals } from "./command.ts";
import { identitiesOf } from "./identities.ts";

/** An encrypted cluster.yaml, opened in memory as far as it can be. */
export interface OpenedConfig extends Outcome<Opened> {
  /** Names of secrets that stand in plain text. */
  readonly unsealed: readonly string[];
  /** The problem that no key here opens it, when that is so. */
  readonly shut: Problem | undefined;
}

/** The text of an encrypted cluster.yaml, and the names of secret settings. */
interface SealedConfig {
  readonly text: string;
  readonly file: string;
  readonly secrets: readonly string[];
}

const lenient = { acceptPlaintext: true, acceptMac: true };

/**
 * Opens an encrypted cluster.yaml, in which people write. Problems: what must be encrypted and is not, a MAC that
 * does not match (both with a value all the same), and those of openSealed and of finding keys.
 */
export async function openConfig(
  { text, file, secrets }: SealedConfig,
  globals: Globals,
  io: Io,
): Promise<OpenedConfig> {
  const [identities, { openOne }] = await Promise.all([
    identitiesOf(globals, io),
    import("../sops/vault.ts"),
  ]);
  const sops = { root: globals.root, configFile: join(globals.root, ".sops.yaml") };
  const opener = { identities: identities.value ?? [], sops };
  const { value, problems } = await openOne(opener, file, text, lenient);
  const unsealed = unsealedSecrets(text, file, secrets);
  const shut = problems.find(({ code }) => code === "sops-no-identity");
  const others = shut ? problems.filter((problem) => problem !== shut) : problems;
  const sealing = sealingProblems(others, unsealed);
  return {
    value,
    problems: value || shut ? sealing : [...identities.problems, ...sealing],
    unsealed: unsealed.map(({ name }) => name),
    shut: value ? undefined : shut,
  };
}
