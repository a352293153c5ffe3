import type { Policy } from "@authz/model";

/** Members that no decision reads, wherever they stand; `origin` is what rules are found by, and stays. */
const unread: ReadonlySet<string> = new Set(["doc", "sensitive"]);

/** The parts of a policy that decisions go by: its claims, tests and fixtures, and what is there for people, are left out. */
export function policyData(policy: Policy): Policy {
  return withoutUnread({ ...policy, claims: [], fixtures: [], tests: [] });
}

function withoutUnread<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (name, part: unknown) => (unread.has(name) ? undefined : part))) as T;
}
