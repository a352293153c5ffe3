import type { Policy } from "@authz/model";

/** Members that no decision reads, wherever they stand. */
const unread: ReadonlySet<string> = new Set(["doc", "sensitive"]);

/** The parts of a policy that decisions go by: its claims, tests and fixtures, and what is there for people, are left out. */
export function policyData(policy: Policy): Policy {
  return withoutUnread({ ...policy, claims: [], fixtures: [], tests: [] });
}

function withoutUnread(policy: Policy): Policy {
  return JSON.parse(JSON.stringify(policy, keepRead)) as Policy;
}

/** Decisions name the place of a rule or requirement, which is what has guards, and of nothing else. */
function keepRead(this: object, name: string, part: unknown): unknown {
  return unread.has(name) || (name === "origin" && !("guards" in this)) ? undefined : part;
}
