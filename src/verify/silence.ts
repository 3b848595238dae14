import { type Place, Unanswered } from "./live.ts";

type Asked = Pick<Place, "name"> & Partial<Place>;

/** Why nobody answered, in words, for whatever a connection failed with. Throws an Unanswered. */
export function silenceOf(asked: Asked): (error: unknown) => never {
  return (error) => {
    if (error instanceof Unanswered) throw error;
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw unanswered(asked, code, message || code);
  };
}

function unanswered(asked: Asked, code: string, message: string): Unanswered {
  const { name } = asked;
  if (isNameless(code)) return new Unanswered(`the name of ${name} does not resolve here`, nameHint);
  if (isDistrusted(code))
    return new Unanswered(`the certificate of ${name} is not trusted here (${code})`, trustHint);
  return new Unanswered(`${name} does not answer (${message})`, hintFor(asked));
}

export function isNameless(code: string): boolean {
  return code === "ENOTFOUND" || code === "EAI_AGAIN";
}

/** Codes of Node.js and OpenSSL about a certificate. */
export function isDistrusted(code: string): boolean {
  return /CERT|SIGNED|ISSUER|VERIFY/.test(code);
}

export const nameHint =
  "see docs/handover.md for its DNS record; --resolve ADDRESS asks the Gateway there until it has one";

export const trustHint = "name your own authority in NODE_EXTRA_CA_CERTS";

function hintFor({ peer }: Asked): string {
  if (peer && !("podLabels" in peer)) return "look at its log, and see whether it speaks TLS there";
  return "look at the pod's log and events";
}
