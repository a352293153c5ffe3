import { defaultLimits, type Limits } from "@authz/model";

export interface LoadOptions {
  /** In place of the default limits. */
  readonly limits?: Partial<Limits>;
}

export function limitsOf(options: LoadOptions): Limits {
  return { ...defaultLimits, ...options.limits };
}
