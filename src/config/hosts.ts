import { isIP, isIPv4 } from "node:net";
import { type FormatCheck, type FormatFault, fault } from "./fault.ts";

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** A DNS label as in RFC 1123: the name of most Kubernetes objects and namespaces. */
export const dnsLabel: FormatCheck = (text) => {
  if (label.test(text)) return undefined;
  if (text.length > 63) return fault("is longer than the 63 characters of a DNS label", "shorten it");
  const fixed = asLabel(text);
  const rules = "lower case letters, digits and dashes, with a letter or digit at both ends";
  return fault("is not a DNS label", fixed ? `write ${fixed}` : `use ${rules}`);
};

/** A DNS subdomain as in RFC 1123: labels with dots between them, at most 253 characters. */
export const dnsSubdomain: FormatCheck = (text) => {
  if (text.length > 253) return fault("is longer than the 253 characters of a DNS name", "shorten it");
  if (text.split(".").every((part) => label.test(part))) return undefined;
  return fault("is not a DNS name", nameHint(text));
};

/** A host name as Gateway API takes it: a DNS subdomain that is not an address. */
export const hostname: FormatCheck = (text) =>
  isIP(text)
    ? fault("is an address, not a host name", "write a DNS name such as ai.example.com")
    : dnsSubdomain(text);

/** A host name whose first label may be `*`. */
export const wildcardHostname: FormatCheck = (text) => hostname(text.replace(/^\*\./, ""));

/** A host name or an address. */
export const host: FormatCheck = (text) => (isIP(text) ? undefined : dnsSubdomain(text));

/** A host and a port. */
export const hostPort: FormatCheck = (text) => {
  const parts = /^\[?([^\]]+)\]?:(\d{1,5})$/.exec(text);
  if (!parts) return fault("has no port", "write host:port, such as db.example.com:5432");
  const port = Number(parts[2]);
  if (port < 1 || port > 65535) return fault("has a port outside 1 to 65535", "write a port from 1 to 65535");
  return host(parts[1] ?? "");
};

export const ipv4: FormatCheck = (text) =>
  isIPv4(text) ? undefined : fault("is not an IPv4 address", "write four numbers, such as 192.168.1.10");

/** An absolute URL of any scheme, with a host. */
export const uri: FormatCheck = (text) => checkUrl(text, /^[a-z][a-z\d+.-]*:\/\//i, "a URL", "https");

/** An absolute http or https URL. */
export const httpUrl: FormatCheck = (text) => checkUrl(text, /^https?:\/\//, "an http or https URL", "https");

/** An absolute https URL with a host. */
export const httpsUrl: FormatCheck = (text) => checkUrl(text, /^https:\/\//, "an https URL", "https");

/** An https URL that paths are appended to: host, port and path at most. Empty stands for none. */
export const httpsBaseUrl: FormatCheck = (text) => {
  if (text === "") return undefined;
  const isBase = /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~/-]*)?$/.test(text);
  const more = fault("is more than the beginning of a URL", "write it without a user, a query and escapes");
  return httpsUrl(text) ?? (isBase ? undefined : more);
};

/** A URL that Flux clones from: https, http or ssh; the short form `git@host:path` is none. */
export const gitUrl: FormatCheck = (text) => {
  const short = /^([\w.-]+@[\w.-]+):(?!\/\/)(.+)$/.exec(text);
  if (short)
    return fault("is the short form, which Flux does not take", `write ssh://${short[1]}/${short[2]}`);
  if (hasCredentials(text))
    return fault(
      "holds a user name or password, which would be committed in clear",
      "leave it out, and put it into a Secret that clusterloom bootstrap names with --source-secret",
    );
  return checkUrl(text, /^(?:https?|ssh):\/\//, "a URL of a Git repository", "https");
};

/**
 * Whether a URL holds what signs in: any user over HTTP, where tokens stand in for users; a password over SSH, where a
 * user is usual.
 */
export function hasCredentials(url: string): boolean {
  return /^[a-z+]*https?:\/\/[^/?#]*@/i.test(url) || /^[a-z+]+:\/\/[^/?#@]*:[^/?#]*@/i.test(url);
}

/** An email address that a mail server would take; not all of RFC 5322. */
export const email: FormatCheck = (text) => {
  const parts = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@([^@\s]+)$/.exec(text);
  const good = parts && !hostname(parts[1]?.toLowerCase() ?? "") && parts[1]?.includes(".");
  return good ? undefined : fault("is not an email address", "write name@example.com");
};

function checkUrl(text: string, scheme: RegExp, what: string, usual: string): FormatFault | undefined {
  if (!scheme.test(text)) return fault(`is not ${what}`, schemeHint(text, usual));
  if (/\s/.test(text))
    return fault(`is not ${what}: it contains white space`, "remove it, or write it as %20");
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname) return fault(`is not ${what}`, `write ${usual}://host or ${usual}://host:port/path`);
  const name = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  return host(name) ? fault(`is not ${what}: its host is not a DNS name`, nameHint(name)) : undefined;
}

function schemeHint(text: string, usual: string): string {
  const rest = text.replace(/^[a-z][a-z\d+.-]*:\/*/i, "");
  const bare = /^[A-Za-z\d.-]+(?::\d+)?(?:\/[\w./-]*)?$/.test(text);
  return bare
    ? `write ${usual}://${text}`
    : `begin with ${usual}://${rest === text ? "" : ", not with another scheme"}`;
}

function nameHint(text: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return "write the host alone, without a scheme or path";
  if (/:\d+$/.test(text)) return "write the host alone, without a port";
  if (text.endsWith(".")) return "remove the dot at the end";
  if (text.startsWith("*.")) return "write one name; a wildcard is not possible here";
  if (/^[\w.-]+$/.test(text)) {
    const fixed = text.split(".").map(asLabel);
    if (fixed.every(Boolean)) return `write ${fixed.join(".")}`;
  }
  return "write a DNS name such as ai.example.com: lower case letters, digits, dashes and dots";
}

function asLabel(text: string): string | undefined {
  const fixed = text.toLowerCase().replace(/[_ .]/g, "-");
  return label.test(fixed) ? fixed : undefined;
}
