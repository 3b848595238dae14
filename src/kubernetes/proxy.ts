import { BlockList, isIP } from "node:net";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy through which the environment wants a server to be asked, as kubectl understands it: HTTPS_PROXY, or
 * HTTP_PROXY for a plain one, except for what NO_PROXY lists and for this machine. Undefined for none.
 */
export function proxyFor(server: string, env: Environment): string | undefined {
  if (!URL.canParse(server)) return undefined;
  const { protocol, hostname, port } = new URL(server);
  const named = (name: string) => env[name] || env[name.toLowerCase()];
  const proxy = protocol === "https:" ? named("HTTPS_PROXY") : named("HTTP_PROXY");
  const host = hostname.replace(/^\[|\]$/g, "");
  if (!proxy || isOwn(host)) return undefined;
  const spared = (named("NO_PROXY") ?? "").split(",").map((entry) => entry.trim().toLowerCase());
  if (spared.some((entry) => isSpared(entry, host, port))) return undefined;
  return /^[a-z\d]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

function isOwn(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** A domain spares what is below it as well; with a dot or `*.` before it, only that. */
function isSpared(entry: string, host: string, port: string): boolean {
  if (entry === "") return false;
  if (entry === "*") return true;
  if (entry.includes("/")) return isIn(entry, host);
  const [, name = entry, only] = /^([^:]+):(\d+)$/.exec(entry) ?? [];
  if (only !== undefined && only !== (port || "443")) return false;
  const suffix = name.replace(/^\*/, "");
  if (suffix.startsWith(".")) return host.endsWith(suffix);
  return host === suffix || host.endsWith(`.${suffix}`);
}

function isIn(network: string, host: string): boolean {
  const [address = "", bits = ""] = network.split("/");
  const [family, kind] = [isIP(address), isIP(host)];
  if (family === 0 || family !== kind || !/^\d{1,3}$/.test(bits)) return false;
  const name = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  list.addSubnet(address, Number(bits), name);
  return list.check(host, name);
}
