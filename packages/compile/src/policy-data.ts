import { knownClaims, type Attribute, type Policy } from "@authz/model";

/** Members that no decision reads, wherever they stand. */
const unread: ReadonlySet<string> = new Set(["doc", "sensitive"]);

/**
 * The parts of a policy that decisions go by: its claims, tests and fixtures, and what is there for people, are left out. So are
 * the claims of tokens that every policy knows, which are in the module already.
 */
export function policyData(policy: Policy): Policy {
  const token = policy.token.filter((claim) => !knownTexts.has(textOf(claim)));
  return JSON.parse(textOf({ ...policy, token, claims: [], fixtures: [], tests: [] })) as Policy;
}

function textOf(part: Policy | Attribute): string {
  return JSON.stringify(part, keepRead);
}

/** Decisions name the place of a rule or requirement, which is what has guards, and of nothing else. */
function keepRead(this: object, name: string, part: unknown): unknown {
  return unread.has(name) || (name === "origin" && !("guards" in this)) ? undefined : part;
}

const knownTexts: ReadonlySet<string> = new Set(knownClaims.map(textOf));
