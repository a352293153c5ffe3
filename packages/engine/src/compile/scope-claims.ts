import type { Policy } from "@authz/model";
import { withIncluded } from "../ceiling/ceiling.ts";
import type { Numbering } from "./generate.ts";
import { bitsOf, type Bits } from "./primitives.ts";

/** The scopes that tokens bring, as the policy knows them: with all that they include. */
export interface ScopeClaims {
  readonly scopeBits: (names: Iterable<string>) => Bits;
  /** Does the claim name one of the scopes, or one that includes it? */
  readonly namesAny: (claim: string, scopes: Bits) => boolean;
  readonly namesAll: (claim: string, scopes: Bits) => boolean;
}

/** Claims of so many characters altogether are remembered. */
const remembered = 1_048_576;

/** RFC 6749 3.3: names between spaces. */
export function createScopeClaims(
  { scopes, requirements }: Policy,
  number: (names: readonly string[]) => Numbering,
): ScopeClaims {
  const required = requirements.flatMap((requirement) => requirement.scopes);
  const names = [...new Set([...scopes.flatMap(({ name }) => name ?? []), ...required])];
  const numberOf = number(names);
  const including = names.map((name) => Array.from(withIncluded(scopes, [name]), numberOf));
  const known = new Map<string, Bits>();
  let length = 0;
  /** Asked for more than once in a decision. */
  let last = "";
  let lastHeld = bitsOf([], names.length);

  function read(claim: string): Bits {
    if (claim === last) return lastHeld;
    last = claim;
    lastHeld = known.get(claim) ?? parse(claim);
    return lastHeld;
  }

  function parse(claim: string): Bits {
    const held = bitsOf(
      claim.split(" ").flatMap((name) => including[numberOf(name)] ?? []),
      names.length,
    );
    remember(claim, held);
    return held;
  }

  function remember(claim: string, held: Bits): void {
    // A Map entry and its bits are counted as characters, too.
    length += claim.length + 64;
    if (length > remembered) {
      known.clear();
      length = claim.length + 64;
    }
    if (length <= remembered) known.set(claim, held);
  }

  return {
    scopeBits: (some) => bitsOf(Array.from(some, numberOf), names.length),
    namesAny(claim, wanted) {
      const held = read(claim);
      for (let at = 0; at < wanted.length; at++) if ((held[at] as number) & (wanted[at] as number)) return true;
      return false;
    },
    namesAll(claim, wanted) {
      const held = read(claim);
      for (let at = 0; at < wanted.length; at++) if (~(held[at] as number) & (wanted[at] as number)) return false;
      return true;
    },
  };
}
