import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Context } from "./context.ts";
import { debianTool } from "./debian.ts";

/** A certificate of the loopback address for this run, which vouches for itself. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Where clients find the certificate. */
  readonly file: string;
  readonly remove: () => Promise<void>;
}

const request =
  "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=loopback " +
  "-keyout key.pem -out cert.pem";

/** Makes one, for further names as well. */
export async function makeCertificate(context: Context, names: readonly string[] = []): Promise<Certificate> {
  const openssl = await debianTool(context, { program: "openssl", package: "openssl" });
  const folder = await mkdtemp(join(tmpdir(), "certificate-conformance-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const alternatives = ["IP:127.0.0.1", ...names.map((name) => `DNS:${name}`)].join(",");
    await execa(openssl, [...request.split(" "), "-addext", `subjectAltName=${alternatives}`], {
      cwd: folder,
      stdin: "ignore",
    });
    const file = join(folder, "cert.pem");
    const [key, cert] = await Promise.all([
      readFile(join(folder, "key.pem"), "utf8"),
      readFile(file, "utf8"),
    ]);
    return { key, cert, file, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
