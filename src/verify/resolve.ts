import { isIP } from "node:net";

/** Where a host is reached instead of where its name leads to; undefined: where that leads to. */
export type Resolve = (host: string) => Endpoint | undefined;

export interface Endpoint {
  readonly host: string;
  /** HTTPS' own when left out. */
  readonly port?: number;
}

/**
 * Reads `ADDRESS` for all hosts, `HOST=ADDRESS` for one, or several of these with commas between them; addresses may
 * have a port, IPv6 in brackets then. Undefined for anything else.
 */
export function parseResolve(text: string): Resolve | undefined {
  const entries = text.split(",").map(entryIn);
  if (entries.some(({ to }) => to === undefined)) return undefined;
  const ofName = new Map(entries.map(({ name, to }) => [name, to]));
  return (host) => ofName.get(host.toLowerCase()) ?? ofName.get("");
}

function entryIn(text: string): { name: string; to: Endpoint | undefined } {
  const [, name = "", end = ""] = /^(?:([^=]+)=)?(.*)$/.exec(text.trim()) ?? [];
  return { name: name.toLowerCase(), to: endpointIn(end) };
}

function endpointIn(text: string): Endpoint | undefined {
  if (isIP(text) !== 0) return { host: text };
  const [, host = "", digits = ""] = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = host.replace(/^\[|\]$/g, "");
  const port = digits === "" ? undefined : Number(digits);
  if (isIP(address) === 0 || (port !== undefined && (port < 1 || port > 65535))) return undefined;
  return { host: address, ...(port !== undefined && { port }) };
}
