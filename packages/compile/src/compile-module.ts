import type { Policy } from "@authz/model";
import { bundle } from "./bundle.ts";
import { policyData } from "./policy-data.ts";
import { declarations } from "./declarations.ts";

export interface CompiledModule {
  /** An ES module: `check`, `allows`, `withFacts`, `match`, `policy`. */
  readonly code: string;
  /** Its `.d.ts`. */
  readonly types: string;
}

/** The same policy makes the same bytes, with the same version of this package. */
export async function compileModule(policy: Policy): Promise<CompiledModule> {
  return { code: await bundle(policyData(policy)), types: declarations };
}
