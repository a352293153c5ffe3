/** What makes an RSA key unfit, in words; undefined when nothing does. Modulus and exponent are big-endian bytes. */
export function rsaProblem(modulus: Uint8Array, exponent: Uint8Array): string | undefined {
  const n = toInteger(modulus);
  const bits = n.toString(2).length;
  if (bits < 2048) return `its modulus has ${bits} bits, and 2048 are the least`;
  if (bits > 8192) return `its modulus has ${bits} bits, and 8192 are the most`;
  const e = toInteger(exponent);
  if (e < 65_537n || e % 2n === 0n || e > 0xffff_ffffn) return "its exponent is not an odd number from 65537 to 2^32";
  if (n % 2n === 0n) return "its modulus is even";
  const factor = smallPrimes.find((prime) => n % BigInt(prime) === 0n);
  if (factor !== undefined) return `its modulus is divisible by ${factor}`;
  return hasRocaFingerprint(n) ? "its modulus has the fingerprint of ROCA (CVE-2017-15361)" : undefined;
}

function toInteger(bytes: Uint8Array): bigint {
  let hex = "0x0";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return BigInt(hex);
}

const smallPrimes: readonly number[] = primesUpTo(167).slice(1);

function primesUpTo(last: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; candidate <= last; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}

/**
 * Nemec et al., The Return of Coppersmith's Attack (CCS 2017), 2.2: primes of the flawed generator are powers of 65537
 * modulo a product of small primes, so the modulus is such a power modulo each of them. Of other moduli one in 10^8 is.
 */
function hasRocaFingerprint(n: bigint): boolean {
  return smallPrimes.every((prime) => powersOf65537(prime).has(Number(n % BigInt(prime))));
}

function powersOf65537(prime: number): ReadonlySet<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * (65_537 % prime)) % prime) powers.add(power);
  return powers;
}
