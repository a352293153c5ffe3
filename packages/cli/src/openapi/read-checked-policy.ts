import { readPolicy } from "@authz/engine/node";
import type { CheckedPolicy } from "@authz/openapi";
import type { Invocation } from "../command.ts";
import { InputError } from "../input/input-error.ts";
import { policyPath } from "../policy-path.ts";

/** The policy with its texts; one that does not compile cannot be compared with anything. */
export async function readCheckedPolicy(input: Invocation): Promise<CheckedPolicy> {
  const { value, diagnostics, sources } = await readPolicy(policyPath(input));
  if (value === undefined) throw new InputError("the policy could not be used", diagnostics, sources);
  return { policy: value, sources };
}
