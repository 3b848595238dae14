import { isIPv4, isIPv6 } from "node:net";
import { type FormatCheck, fault } from "./fault.ts";

/** An IPv4 network; an address with host bits is refused, since Kubernetes and Cilium treat it differently. */
export const ipv4Cidr: FormatCheck = (text) => {
  const [address = "", prefix, more] = text.split("/");
  if (!isIPv4(address) || more !== undefined)
    return fault("is not an IPv4 network", "write address/bits, such as 10.0.0.0/24");
  if (prefix === undefined) return fault("has no prefix length", `write ${address}/32 for this one address`);
  return checkNetwork(address, prefix, 32, ipv4Bits, ipv4Text);
};

/** An IPv4 or IPv6 network without host bits. */
export const cidr: FormatCheck = (text) => {
  const [address = "", prefix, more] = text.split("/");
  if (!isIPv6(address) || more !== undefined) return ipv4Cidr(text);
  if (prefix === undefined) return fault("has no prefix length", `write ${address}/128 for this one address`);
  return checkNetwork(address, prefix, 128, ipv6Bits, ipv6Text);
};

function checkNetwork(
  address: string,
  prefix: string,
  width: number,
  bits: (address: string) => bigint,
  print: (bits: bigint) => string,
): ReturnType<FormatCheck> {
  const length = Number(prefix);
  if (!/^\d{1,3}$/.test(prefix) || length > width) {
    return fault(
      `has a prefix length outside 0 to ${width}`,
      `write a number from 0 to ${width} after the slash`,
    );
  }
  const host = BigInt(width - length);
  const network = (bits(address) >> host) << host;
  if (network === bits(address)) return undefined;
  return fault("has host bits set", `did you mean ${print(network)}/${length}`);
}

function ipv4Bits(address: string): bigint {
  return address.split(".").reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n);
}

function ipv4Text(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 255n)).join(".");
}

function ipv6Bits(address: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const whole = dotted ? `${dotted[1]}${ipv4Groups(dotted[2] ?? "")}` : address;
  const [head = "", tail] = whole.split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

function ipv4Groups(address: string): string {
  const bits = ipv4Bits(address);
  return `${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`;
}

/** The URL parser prints IPv6 in the canonical form of RFC 5952. */
function ipv6Text(bits: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
