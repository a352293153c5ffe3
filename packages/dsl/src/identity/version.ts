import type { Policy } from "@authz/model";
import { canonicalJson } from "./canonical.ts";
import { hashText } from "./hash.ts";

/** What a policy does not mean: where it stands, what it says about itself, and what it is tested with. */
const notMeant: ReadonlySet<string> = new Set(["origin", "doc", "fixtures", "tests", "version"]);

/** The content hash that decisions name. Members of a policy are named by us and never by users, so none is left out by mistake. */
export function policyVersion(policy: Omit<Policy, "version">): string {
  const lists = Object.entries(policy).filter(([name]) => !notMeant.has(name));
  // Element by element: one text of a large policy is slow to build.
  const texts = lists.map(([name, list]) => {
    const items: readonly unknown[] = Array.isArray(list) ? list : [list];
    return `${name}:${items.map((item) => canonicalJson(item, notMeant)).join()}`;
  });
  return `sha256-${hashText(texts.sort().join("\n"))}`;
}
