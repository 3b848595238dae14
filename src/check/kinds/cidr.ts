import { BlockList, isIP } from "node:net";

/** True for an address range without bits beyond its prefix, as Kubernetes wants new ones (ValidateCIDR). */
export function isNetwork(written: string): boolean {
  const [address = "", bits = ""] = written.split("/");
  if (!isCidr(written) || /^0\d/.test(bits) || /^::ffff:/i.test(address)) return false;
  return isIP(address) === 4 ? hostBits(address, Number(bits)) === 0 : isFirst(address, Number(bits));
}

/** True for an address, a slash and the length of a prefix. */
export function isCidr(written: string): boolean {
  const [address = "", bits = "", ...rest] = written.split("/");
  const version = isIP(address);
  return (
    rest.length === 0 && version > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
  );
}

/** True for a range that is a part of the other, and not all of it. */
export function isWithin(part: string, whole: string): boolean {
  const [address = "", bits = ""] = whole.split("/");
  const [inner = "", innerBits = ""] = part.split("/");
  if (!isCidr(part) || Number(innerBits) <= Number(bits) || isIP(inner) !== isIP(address)) return false;
  const family = isIP(address) === 4 ? "ipv4" : "ipv6";
  const range = new BlockList();
  range.addSubnet(address, Number(bits), family);
  return range.check(inner, family);
}

function hostBits(address: string, bits: number): number {
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return number % 2 ** (32 - bits);
}

/** Each group of an IPv6 address holds 16 bits, of which those behind the prefix must be zero. */
function isFirst(address: string, bits: number): boolean {
  return groupsOf(address).every((group, index) => {
    const kept = Math.min(Math.max(bits - 16 * index, 0), 16);
    return group % 2 ** (16 - kept) === 0;
  });
}

function groupsOf(address: string): number[] {
  const [before = "", after] = address.split("::");
  const parse = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const [front, back] = [parse(before), parse(after ?? "")];
  return [...front, ...Array<number>(Math.max(8 - front.length - back.length, 0)).fill(0), ...back];
}
