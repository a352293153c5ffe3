import type { EntityType, Policy, Role } from "@authz/model";
import { describeFindings } from "../check/testing/findings.ts";
import { parsePolicy } from "../parse-policy.ts";

/** `code: the underlined text`, and `→ suggestion` where there is one. For tests. */
export function findingsIn(text: string): readonly string[] {
  return describeFindings(parsePolicy([{ name: "policy.authz", text }]).diagnostics, text);
}

/** The messages. For tests. */
export function messagesIn(text: string): readonly string[] {
  return parsePolicy([{ name: "policy.authz", text }]).diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

/** The policy of a text that must be right. For tests. */
export function policyIn(text: string): Policy {
  const { policy, diagnostics } = parsePolicy([{ name: "policy.authz", text }]);
  if (policy === undefined) throw new Error(describeFindings(diagnostics, text).join("\n"));
  return policy;
}

export function typeIn(policy: Policy, name: string): EntityType {
  const type = policy.types.find((one) => one.name === name);
  if (type === undefined) throw new Error(`no type ${name}`);
  return type;
}

/** A role of the type, or an application-wide one. */
export function roleIn(policy: Policy, name: string, on?: string): Role {
  const roles = on === undefined ? policy.roles : (typeIn(policy, on).resource?.roles ?? []);
  const role = roles.find((one) => one.name === name);
  if (role === undefined) throw new Error(`no role ${name}`);
  return role;
}
