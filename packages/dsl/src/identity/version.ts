import type { Policy } from "@authz/model";
import { canonicalJson } from "./canonical.ts";
import { createHash } from "./hash.ts";

/** What a policy does not mean: where it stands, what it says about itself, and what it is tested with. */
const notMeant: ReadonlySet<string> = new Set(["origin", "doc", "fixtures", "tests", "version"]);

/** The content hash that decisions name. Members of a policy are named by us and never by users, so none is left out by mistake. */
export function policyVersion(policy: Omit<Policy, "version">): string {
  const hash = createHash();
  const lists = Object.entries(policy).filter(([name]) => !notMeant.has(name));
  lists.sort(([left], [right]) => (left < right ? -1 : 1));
  for (const [index, [name, list]] of lists.entries()) {
    hash.add(`${index === 0 ? "" : "\n"}${name}:`);
    const items: readonly unknown[] = Array.isArray(list) ? list : [list];
    // Element by element: one text of a large policy would be larger than the policy.
    for (const [at, item] of items.entries()) hash.add(`${at === 0 ? "" : ","}${canonicalJson(item, notMeant)}`);
  }
  return `sha256-${hash.hex()}`;
}
