import { X509Certificate } from "node:crypto";
import type { RequestOptions } from "node:https";
import { createSecureContext } from "node:tls";

/**
 * Throws where what a kubeconfig brings for TLS cannot be used: no server says that a certificate of ours ran out, it
 * only refuses us. The message holds nothing of it but a day.
 */
export function assertUsable({ ca, cert, key }: RequestOptions, now: Date): void {
  if (cert !== undefined) assertCurrent(String(cert), now);
  try {
    createSecureContext({ ca, cert, key });
  } catch (error) {
    throw new Error(`the certificates and the key of the kubeconfig cannot be used (${codeOf(error)})`);
  }
}

function assertCurrent(cert: string, now: Date): void {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(cert);
  } catch (error) {
    throw new Error(`the client certificate of the kubeconfig cannot be read (${codeOf(error)})`);
  }
  const end = new Date(certificate.validTo);
  if (end < now)
    throw new Error(`the client certificate of the kubeconfig ran out on ${end.toISOString().slice(0, 10)}`);
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code ?? "unknown reason");
}
