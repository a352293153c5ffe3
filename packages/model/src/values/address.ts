/** An IP address, or a network when `prefix` is there. IPv4-mapped IPv6 addresses are the IPv4 address (RFC 4291, 2.5.5.2). */
export interface Address {
  readonly kind: "ip";
  readonly family: 4 | 6;
  /** 32 or 128 bits, host bits of a network are zero. */
  readonly bits: bigint;
  readonly prefix?: number;
}

const MAPPED = 0xffffn << 32n;
const LOW = 0xffff_ffffn;

/**
 * Dotted IPv4 (no leading zeros), IPv6 as RFC 4291 writes it (no zone), each with an optional `/prefix`;
 * undefined when it is neither or a network has host bits.
 */
export function parseAddress(text: string): Address | undefined {
  const [host = "", length, ...more] = text.split("/");
  if (more.length > 0 || text.length > 64) return undefined;
  const four = parseFour(host);
  const bits = four ?? parseSix(host);
  if (bits === undefined) return undefined;
  const family = four === undefined ? 6 : 4;
  if (length === undefined) return unmap(family, bits, undefined);
  if (!/^(0|[1-9][0-9]{0,2})$/.test(length)) return undefined;
  const prefix = Number(length);
  const width = family === 4 ? 32 : 128;
  if (prefix > width || (bits & ((1n << BigInt(width - prefix)) - 1n)) !== 0n) return undefined;
  return unmap(family, bits, prefix);
}

/** Is the address or network inside the network (or equal to the address)? */
export function addressWithin(inner: Address, outer: Address): boolean {
  if (inner.family !== outer.family) return false;
  const width = inner.family === 4 ? 32 : 128;
  const outerPrefix = outer.prefix ?? width;
  if ((inner.prefix ?? width) < outerPrefix) return false;
  const shift = BigInt(width - outerPrefix);
  return inner.bits >> shift === outer.bits >> shift;
}

/** Canonical text: RFC 5952 for IPv6. */
export function formatAddress(address: Address): string {
  const host = address.family === 4 ? formatFour(address.bits) : formatSix(address.bits);
  return address.prefix === undefined ? host : `${host}/${address.prefix}`;
}

function unmap(family: 4 | 6, bits: bigint, prefix: number | undefined): Address {
  const mapped = family === 6 && bits >> 32n === 0xffffn && (prefix === undefined || prefix >= 96);
  if (!mapped) return prefix === undefined ? { kind: "ip", family, bits } : { kind: "ip", family, bits, prefix };
  const low = (bits ^ MAPPED) & LOW;
  return prefix === undefined
    ? { kind: "ip", family: 4, bits: low }
    : { kind: "ip", family: 4, bits: low, prefix: prefix - 96 };
}

function parseFour(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255)) {
    return undefined;
  }
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function parseSix(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = groups(halves[0] ?? "", halves.length === 1);
  const tail = halves.length === 2 ? groups(halves[1] ?? "", true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array<bigint>(missing).fill(0n), ...tail];
  return all.reduce((bits, group) => (bits << 16n) | group, 0n);
}

/** The groups of one side of `::`; only the last may be a dotted IPv4 address. */
function groups(text: string, last: boolean): bigint[] | undefined {
  if (text === "") return [];
  const result: bigint[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const four = last && index === parts.length - 1 ? parseFour(part) : undefined;
    if (four !== undefined) result.push(four >> 16n, four & 0xffffn);
    else if (/^[0-9A-Fa-f]{1,4}$/.test(part)) result.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return result;
}

function formatFour(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join(".");
}

function formatSix(bits: bigint): string {
  const all = Array.from({ length: 8 }, (_, index) => Number((bits >> BigInt(112 - 16 * index)) & 0xffffn));
  const { start, length } = longestZeros(all);
  const hex = all.map((group) => group.toString(16));
  if (length < 2) return hex.join(":");
  return `${hex.slice(0, start).join(":")}::${hex.slice(start + length).join(":")}`;
}

function longestZeros(all: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < all.length; start++) {
    let length = 0;
    while (all[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
