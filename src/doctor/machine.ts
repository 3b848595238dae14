import { bad, type Diagnosis, fromProblem, ok } from "./diagnosis.ts";
import type { Facts } from "./facts.ts";

/** The oldest Node that runs us; package.json names the same. */
const oldest: readonly [major: number, minor: number] = [20, 19];

/** Whether this Node is new enough. */
export function node({ nodeVersion }: Facts): Diagnosis[] {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const isNew = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  if (isNew) return [ok("node", `Node ${nodeVersion}`)];
  const hint = `install Node ${oldest.join(".")} or newer`;
  return [bad("error", "node-too-old", `Node ${nodeVersion} is too old`, hint)];
}

/** Which private keys are here, and whether any of them opens what the repository encrypts. */
export function identities({ keys, keyProblems, recipients }: Facts): Diagnosis[] {
  const broken = keyProblems.map(fromProblem);
  if (keys.length === 0) {
    const message = "no age key is here, so encrypted files are neither opened nor compared";
    const hint = "put age.key into the root, or name its file in SOPS_AGE_KEY_FILE";
    return [...broken, bad("warning", "no-identity", message, hint)];
  }
  const lines = keys.map(({ source, recipient }) => {
    const use = recipients.includes(recipient) ? "a recipient of .sops.yaml" : "no recipient of .sops.yaml";
    return ok("identity", `a key in ${source}: ${short(recipient)}, ${use}`);
  });
  const opens = recipients.length === 0 || keys.some(({ recipient }) => recipients.includes(recipient));
  if (opens) return [...broken, ...lines];
  const message = "none of the keys here opens what .sops.yaml encrypts";
  const hint = `find the key of ${recipients.map(short).join(" or ")}, or add yours to .sops.yaml and run clusterloom secrets updatekeys where the old key is`;
  return [...broken, ...lines, bad("error", "no-matching-identity", message, hint)];
}

function short(recipient: string): string {
  return recipient.length > 20 ? `${recipient.slice(0, 16)}…` : recipient;
}

/** Whether others on this machine can read the private key or the plain settings. */
export function permissions({ platform, modes }: Facts): Diagnosis[] {
  if (platform === "win32") return [];
  return [...modes].flatMap(([path, mode]) => {
    if ((mode & 0o077) === 0) return [];
    const message = `${path} can be read by others on this machine`;
    return [bad("warning", "open-permissions", message, `chmod 600 ${path}`)];
  });
}
