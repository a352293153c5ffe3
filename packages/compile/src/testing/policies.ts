import { parsePolicy } from "@authz/dsl";
import { loadPolicy } from "@authz/engine/node";
import type { Policy } from "@authz/model";
import { fileURLToPath } from "node:url";

/** Of a text that has no mistakes. */
export function policyOf(text: string): Policy {
  const { policy, diagnostics } = parsePolicy([{ name: "policy.authz", text }]);
  if (policy === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return policy;
}

/** One of policies-examples/. */
export function examplePolicy(name: string): Promise<Policy> {
  return loadPolicy(fileURLToPath(new URL(`../../../../policies-examples/${name}/policy`, import.meta.url)));
}
