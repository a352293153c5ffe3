import type { Policy, Scope } from "@authz/model";

/** The scopes that tokens bring, as the policy knows them: with all that they include. */
export interface ScopeClaims {
  /** Does the claim name one of the scopes, or one that includes it? */
  namesAny(claim: string, scopes: ReadonlySet<string>): boolean;
  namesAll(claim: string, scopes: readonly string[]): boolean;
}

/** Claims of so many characters altogether are remembered. */
const remembered = 1_048_576;

/** RFC 6749 3.3: names between spaces. */
export function createScopeClaims({ scopes }: Policy): ScopeClaims {
  const including = new Map<string, readonly string[]>();
  for (const scope of scopes) if (scope.name !== undefined) including.set(scope.name, includedIn(scope.name, scopes));
  const known = new Map<string, ReadonlySet<string>>();
  let length = 0;
  /** Asked for more than once in a decision. */
  let last = "";
  let lastHeld: ReadonlySet<string> = new Set();

  function read(claim: string): ReadonlySet<string> {
    if (claim === last) return lastHeld;
    last = claim;
    lastHeld = known.get(claim) ?? parse(claim);
    return lastHeld;
  }

  function parse(claim: string): ReadonlySet<string> {
    const names = claim.split(" ").filter((name) => name !== "");
    const held = new Set(names.flatMap((name) => including.get(name) ?? [name]));
    remember(claim, held);
    return held;
  }

  function remember(claim: string, held: ReadonlySet<string>): void {
    // A Map entry and its Set are counted as characters, too.
    length += claim.length + 64;
    if (length > remembered) {
      known.clear();
      length = claim.length + 64;
    }
    if (length <= remembered) known.set(claim, held);
  }

  return {
    namesAny(claim, wanted) {
      const held = read(claim);
      for (const name of wanted) if (held.has(name)) return true;
      return false;
    },
    namesAll(claim, wanted) {
      const held = read(claim);
      return wanted.every((name) => held.has(name));
    },
  };
}

/** The scope itself and all that it includes. */
export function includedIn(name: string, scopes: readonly Scope[]): readonly string[] {
  const found = new Set([name]);
  for (const each of found)
    for (const scope of scopes) if (scope.name === each) for (const included of scope.includes) found.add(included);
  return [...found];
}
