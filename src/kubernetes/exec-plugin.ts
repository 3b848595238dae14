import { spawn } from "node:child_process";
import type { RequestOptions } from "node:https";
import { fieldOf, textOf } from "./object.ts";

/** A program that a kubeconfig names to sign in, such as `aws`, `gke-gcloud-auth-plugin` or `kubelogin`. */
export interface ExecPlugin {
  readonly apiVersion?: string;
  readonly command?: string;
  readonly args?: readonly string[] | null;
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null;
  readonly installHint?: string;
  readonly provideClusterInfo?: boolean;
  readonly interactiveMode?: "Never" | "IfAvailable" | "Always";
}

export interface PluginSetting {
  /** True where a person sits at a terminal, whom the program may ask. */
  readonly interactive: boolean;
  /** The cluster as the program is told of it, where it asks for that. */
  readonly cluster: Readonly<Record<string, unknown>>;
  /** Milliseconds that it gets where nobody could answer its questions. */
  readonly patience?: number;
}

/** Adds what the program gives to a request. */
export type SignIn = (options: RequestOptions) => Promise<void>;

interface Credential {
  readonly token: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  /** When it runs out, in milliseconds; where it does not say, it is kept as long as this process runs. */
  readonly until: number;
}

/**
 * Signs in by the program as kubectl does: without a shell, with KUBERNETES_EXEC_INFO, its stderr shown, its stdin the
 * terminal's where it may ask. What it prints is a credential, and never gets into an error. Rejects with why there is none.
 */
export function execSignIn(plugin: ExecPlugin, setting: PluginSetting): SignIn {
  let kept: Promise<Credential> | undefined;
  const credential = async (): Promise<Credential> => {
    const known = await kept?.catch(() => undefined);
    if (known && known.until > Date.now()) return known;
    kept = run(plugin, setting);
    return kept;
  };
  return async (options) => {
    const { token, cert, key } = await credential();
    if (cert !== undefined) options.cert = cert;
    if (key !== undefined) options.key = key;
    if (token !== undefined) options.headers = { ...options.headers, Authorization: `Bearer ${token}` };
  };
}

const usualPatience = 60_000;

async function run(plugin: ExecPlugin, setting: PluginSetting): Promise<Credential> {
  const { command, interactiveMode = "IfAvailable" } = plugin;
  if (!command) throw new Error("the kubeconfig names no command to sign in by");
  if (interactiveMode === "Always" && !setting.interactive)
    throw new Error(`${command}, by which the kubeconfig signs in, needs a terminal`);
  const mayAsk = setting.interactive && interactiveMode !== "Never";
  const printed = await output(command, plugin, mayAsk, setting);
  return credentialIn(printed) ?? fail(`${command}, by which the kubeconfig signs in, printed no credential`);
}

function fail(message: string): never {
  throw new Error(message);
}

function output(
  command: string,
  plugin: ExecPlugin,
  mayAsk: boolean,
  { cluster, patience = usualPatience }: PluginSetting,
): Promise<string> {
  const own = Object.fromEntries((plugin.env ?? []).map(({ name, value }) => [name, value]));
  const env = { ...process.env, ...own, KUBERNETES_EXEC_INFO: infoFor(plugin, mayAsk, cluster) };
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...(plugin.args ?? [])], {
      env,
      stdio: [mayAsk ? "inherit" : "ignore", "pipe", "inherit"],
      ...(!mayAsk && { timeout: patience }),
    });
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", (error) => reject(notStarted(command, plugin, error)));
    child.once("close", (code, signal) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString("utf8"));
      else reject(new Error(ended(command, code, signal, patience)));
    });
  });
}

function notStarted(command: string, { installHint }: ExecPlugin, error: NodeJS.ErrnoException): Error {
  const why =
    error.code === "ENOENT" ? "is not installed" : `cannot be started (${error.code ?? "unknown reason"})`;
  const hint = installHint === undefined ? "" : `: ${installHint.trim()}`;
  return new Error(`${command}, by which the kubeconfig signs in, ${why}${hint}`);
}

function ended(command: string, code: number | null, signal: string | null, patience: number): string {
  const how =
    code === null ? `was ended after ${patience / 1000} s (${signal})` : `failed with exit code ${code}`;
  return `${command}, by which the kubeconfig signs in, ${how}; run it by hand to see why`;
}

function infoFor(
  { apiVersion, provideClusterInfo }: ExecPlugin,
  interactive: boolean,
  cluster: PluginSetting["cluster"],
): string {
  const spec = { interactive, ...(provideClusterInfo === true && { cluster }) };
  return JSON.stringify({
    apiVersion: apiVersion ?? "client.authentication.k8s.io/v1",
    kind: "ExecCredential",
    spec,
  });
}

function credentialIn(printed: string): Credential | undefined {
  const status = fieldOf(parsed(printed), "status");
  const token = textOf(status, "token");
  const [cert, key] = [textOf(status, "clientCertificateData"), textOf(status, "clientKeyData")];
  if (token === undefined && (cert === undefined || key === undefined)) return undefined;
  const until = Date.parse(textOf(status, "expirationTimestamp") ?? "");
  return { token, cert, key, until: Number.isNaN(until) ? Number.POSITIVE_INFINITY : until };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
