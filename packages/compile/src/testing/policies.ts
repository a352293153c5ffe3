import { parsePolicy } from "@authz/dsl";
import { loadPolicy } from "@authz/engine/node";
import type { Policy } from "@authz/model";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** Of a text that has no mistakes. */
export function policyOf(text: string): Policy {
  const { policy, diagnostics } = parsePolicy([{ name: "policy.authz", text }]);
  if (policy === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return policy;
}

/** One of policies-examples/, by a path that is the same on every machine: decisions say where a rule stands. */
export function examplePolicy(name: string): Promise<Policy> {
  const folder = fileURLToPath(new URL(`../../../../policies-examples/${name}/policy`, import.meta.url));
  return loadPolicy(relative(process.cwd(), folder));
}
