import type { Outcome, Problem } from "../problem.ts";

/** Where and how the sops binary runs. */
export interface SopsBinary {
  /** The folder of `.sops.yaml`: sops runs in it, and paths of files are relative to it. */
  readonly root: string;
  /** The path of `.sops.yaml`. */
  readonly configFile: string;
  /** Variables on top of those of this process, such as SOPS_AGE_KEY_FILE. */
  readonly env?: Readonly<Record<string, string>>;
  /** A program in place of `sops`, with arguments that go before ours. */
  readonly program?: readonly [string, ...string[]];
}

/** A text that sops gets on stdin, and what must not appear in what it says. */
export interface SopsInput {
  readonly file: string;
  readonly text: string;
  readonly secrets: readonly string[];
}

const MIN_SECRET = 4;
const MAX_LINES = 6;

/**
 * Runs `sops encrypt` or `sops decrypt` over stdin and stdout, without a shell. Problems: sops is not installed or
 * too old to read stdin, or it refuses; then with what it said, but never with what it printed.
 */
export async function runSops(
  verb: "encrypt" | "decrypt",
  input: SopsInput,
  sops: SopsBinary,
): Promise<Outcome<string>> {
  const { execa } = await import("execa");
  const [program, ...before] = sops.program ?? ["sops"];
  const types = ["--filename-override", input.file, "--input-type", "yaml", "--output-type", "yaml"];
  const args = [...before, "--config", sops.configFile, verb, ...types];
  const options = { cwd: sops.root, env: sops.env ?? {}, stripFinalNewline: false, reject: false } as const;
  const result = await execa(program, args, { ...options, input: input.text });
  if (!result.failed) return { value: result.stdout, problems: [] };
  const problem = result.code === "ENOENT" ? missing(input.file) : refused(verb, input, result.stderr);
  return { value: undefined, problems: [problem] };
}

function missing(file: string): Problem {
  return {
    code: "sops-missing",
    severity: "error",
    message: "the sops binary is not installed, and the rule for this file needs it",
    hint: "install sops 3.10 or newer from https://getsops.io, or use age recipients only",
    at: { file, line: 1, column: 1 },
  };
}

function refused(verb: string, input: SopsInput, stderr: string): Problem {
  const tooOld = /no file specified/i.test(stderr);
  return {
    code: tooOld ? "sops-too-old" : "sops-failed",
    severity: "error",
    message: tooOld
      ? "this sops cannot read from stdin"
      : `sops could not ${verb} it: ${cleaned(stderr, input.secrets)}`,
    hint: tooOld ? "install sops 3.10 or newer" : `run \`sops ${verb}\` on the file by hand to see more`,
    at: { file: input.file, line: 1, column: 1 },
  };
}

/** What sops said, on one line, without control characters and without values, which some of its errors quote. */
function cleaned(stderr: string, secrets: readonly string[]): string {
  const long = secrets.filter((secret) => secret.length >= MIN_SECRET).sort((a, b) => b.length - a.length);
  const masked = long
    .reduce((text, secret) => text.replaceAll(secret, "…"), stderr)
    .replaceAll(/`[^`]*`/g, "`…`")
    .replaceAll(/(Input string|Could not convert) [\s\S]*? (does not|to bytes)/g, "$1 … $2");
  const lines = masked.split(/[\r\n]+/).flatMap((line) => line.replaceAll(/\p{C}/gu, "").trim() || []);
  return lines.slice(0, MAX_LINES).join("; ").replace(/\.$/, "") || "it gave no reason";
}
