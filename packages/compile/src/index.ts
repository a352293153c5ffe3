/** An ES module of a policy, without dependencies and without `eval`: for edge runtimes and browsers. Runs at build time. */
export type { CompiledModule } from "./compile-module.ts";
export { compileModule } from "./compile-module.ts";
export { policyTypes } from "./types/policy-types.ts";
